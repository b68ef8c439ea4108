"""Dictionaries are folded once, for all processes."""

import pytest

from search import dictionaries


@pytest.fixture(autouse=True)
def folder(settings, tmp_path):
    """Where the files are; each test begins without any, as a new installation does."""
    settings.VAR_DIR = tmp_path
    dictionaries.dictionary.cache_clear()
    yield tmp_path / "dictionaries"
    dictionaries.dictionary.cache_clear()


@pytest.fixture
def folded(monkeypatch):
    """The languages whose dictionary is folded; there is one word in each."""
    done = []
    monkeypatch.setattr(
        dictionaries, "_text", lambda analysis: done.append(analysis) or b"went go\nzeta z"
    )
    return done


def another_process():
    dictionaries.dictionary.cache_clear()


def test_a_dictionary_is_folded_once_for_all_processes(folder, folded):
    for _process in range(2):
        another_process()
        assert dictionaries.dictionary("en").get("went") == ["go"]
    assert folded == ["en"]
    assert len(list(folder.iterdir())) == 1


def test_another_version_of_what_it_is_made_of_folds_it_anew(folder, folded, monkeypatch):
    dictionaries.dictionary("en"), dictionaries.dictionary("sq")
    another_process()
    monkeypatch.setattr(dictionaries, "version", lambda package: "another")
    dictionaries.dictionary("en")
    assert folded == ["en", "sq", "en"]
    assert len(list(folder.glob("en-*"))) == len(list(folder.glob("sq-*"))) == 1


def test_where_no_file_can_be_written_a_process_has_its_own(folder, folded, caplog):
    folder.write_text("in the way")
    assert dictionaries.dictionary("en").get("went") == ["go"]
    assert folded == ["en"]
    assert "in memory only" in caplog.text


def test_a_file_that_a_crash_left_empty_is_written_again(folder, folded):
    dictionaries.dictionary("en")
    another_process()
    next(folder.iterdir()).write_bytes(b"")
    assert dictionaries.dictionary("en").get("went") == ["go"]
    assert folded == ["en", "en"]


def test_what_stands_in_the_file_is_what_was_folded(folder):
    assert dictionaries.dictionary("en").get("parties") == ["party"]
    another_process()
    assert dictionaries.dictionary("en").get("parties") == ["party"]
    assert dictionaries.dictionary("en").get("unheardof") == []
