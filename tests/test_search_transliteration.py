"""Macedonian and Bulgarian are found by what people type in Latin letters."""

import pytest

from search.queries import read
from search.transliteration import MOST_READINGS, InCyrillic, readings

from .search_helpers import blog_post, found, search

pytestmark = pytest.mark.usefixtures("site")


@pytest.mark.parametrize(
    ("code", "typed", "written"),
    [
        ("mk", "izbori", "Избори"),
        ("mk", "izbori", "За изборите"),
        ("mk", "strajk", "Штрајкот"),
        ("mk", "štrajk", "Штрајкот"),
        ("mk", "shtrajk", "Штрајкот"),
        ("mk", "uciliste", "Училиште"),
        ("mk", "uchilishte", "Училиште"),
        ("mk", "kuki", "Куќи"),
        ("mk", "kukji", "Куќи"),
        ("mk", "zheni vo politika", "Жени во политика"),
        ("mk", "Sudir NA interesi", "Судир на интереси"),
        ("bg", "izbori", "Изборите"),
        ("bg", "partia", "Партия"),
        ("bg", "partiya", "Партия"),
        ("bg", "obshtina", "Община"),
        ("bg", "obstina", "Община"),
        ("bg", "uchilishte", "Училището"),
        ("bg", "grazhdani", "Граждани"),
        ("bg", "iniciativa", "Инициатива"),
        ("bg", "initsiativa", "Инициатива"),
        ("bg", "socialna", "Социална"),
        ("bg", "materiali", "Материали"),
        ("bg", "izhod", "Изход"),
        ("mk", "shodno", "Сходно"),
        ("bg", "sadebna", "Съдебна"),
        ("bg", "konflikt na interesi", "Конфликт на интереси"),
    ],
)
def test_what_is_typed_in_latin_letters_finds_the_own_language_first(code, typed, written):
    blog_post(typed, code="hr", slug="croatian")
    blog_post(written, code=code, slug="own")
    results = search(typed, reader=code)
    first, *_others = results.hits
    assert first.document.title == written
    assert results.every
    assert "<mark>" in first.marked.title
    assert results.suggestion is None


def test_what_it_may_be_is_only_what_the_person_may_read():
    blog_post("Куќи", code="mk", family="green", visibility="family")
    assert found("kuki", reader="mk") == []
    assert search("kuki", reader="mk").suggestion is None


def test_readers_of_other_languages_mean_latin_letters():
    blog_post("Избори", code="mk")
    assert found("izbori", reader="sl", everywhere=False) == []


def test_a_word_with_other_signs_is_read_as_it_is():
    assert [*readings("naïve", "mk")] == [*readings("x2", "bg")] == []


def test_a_long_word_has_no_more_readings_than_can_be_looked_up():
    (clause,) = read("sasasasasasasasasasa").required
    (own,) = InCyrillic(clause, "bg").readings.values()
    assert len(own) == MOST_READINGS
