"""Dates, numbers and the order of lists, as each language has them (see docs/glossary/)."""

import re
from datetime import datetime

import pytest
from django.utils import translation
from django.utils.formats import date_format, number_format

from accounts.people_forms import PeopleFilterForm
from core.collation import sort_key, sorted_by_name
from core.languages import CODES, LANGUAGES
from parties.models import Country
from topics.models import Topic

from .people import live

MORNING = datetime(2026, 11, 4, 9, 5)  # noqa: DTZ001 - as it is shown, wherever
DATES = {
    "en": ("4 November 2026", "4 November 2026, 09:05"),
    "sq": ("4 nëntor 2026", "4 nëntor 2026, 09:05"),
    "bs": ("4. novembar 2026.", "4. novembar 2026. 09:05"),
    "bg": ("4 ноември 2026 г.", "4 ноември 2026 г., 09:05"),
    "hr": ("4. studenoga 2026.", "4. studenoga 2026. 09:05"),
    "mk": ("4 ноември 2026", "4 ноември 2026, 09:05"),
    "cnr": ("4. novembar 2026.", "4. novembar 2026. 09:05"),
    "ro": ("4 noiembrie 2026", "4 noiembrie 2026, 09:05"),
    "sr": ("4. новембар 2026.", "4. новембар 2026. 09:05"),
    "sr-latn": ("4. novembar 2026.", "4. novembar 2026. 09:05"),
    "sl": ("4. november 2026", "4. november 2026, 09:05"),
}
NUMBERS = {
    "en": "12,000.5", "sq": "12\xa0000,5", "bs": "12.000,5", "bg": "12\xa0000,5", "hr": "12.000,5",
    "mk": "12.000,5", "cnr": "12.000,5", "ro": "12.000,5", "sr": "12.000,5", "sr-latn": "12.000,5",
    "sl": "12.000,5",
}  # fmt: skip
GAJ = "ac Čaj ćud dan dunja džep đak kula lopta ljubav noć njiva sat šta žar"
# But for Montenegrin ś and ź, which it does not know, ICU orders 40,000 words of ours alike.
ORDERS = {
    "en": "Albania Bulgaria Čapek Croatia Škoda Slovenia",
    "sq": "akull cak çaj dru dhëmb era ëndërr gur gjak lule llogari natë njeri rrota rrush "
    "sot shqip tani thes xixë xhep zë zhurmë",
    "bs": GAJ, "hr": GAJ, "sr-latn": GAJ, "cnr": GAJ.replace("šta", "šta śutra") + " źenica",
    "bg": "автор вот гора дом език жена йод щит ъгъл юг ябълка",
    "mk": "град двор ѓавол ера ѕид игра јавор лист љубов нож њива тато ќерка улица чај џеб шума",
    "sr": "град двор ђак ера игра јавор лист љубав нож њива тата ћерка улица чај џеп шума",
    "ro": "apă ăla âncă ban ied în sat șase timp țară",
    "sl": "cena čaj delo đak sonce šola zima žena",
}  # fmt: skip


@pytest.mark.parametrize("code", CODES)
def test_dates_and_numbers_are_written_as_the_glossary_says(code):
    """Whether months are in lower case, the catalogue says."""
    with translation.override(code):
        written = date_format(MORNING, "DATE_FORMAT"), date_format(MORNING, "DATETIME_FORMAT")
        assert [text.lower() for text in written] == [text.lower() for text in DATES[code]]
        assert number_format(12000.5, 1, use_l10n=True, force_grouping=True) == NUMBERS[code]


@pytest.mark.parametrize("code", CODES)
def test_lists_are_in_the_order_of_each_alphabet(code):
    words = ORDERS[code].split()
    assert sorted(words, key=lambda word: sort_key(word, code)) == words


def test_no_letter_stands_twice_in_an_alphabet():
    for row in LANGUAGES:
        letters = row.alphabet.split()
        assert len(letters) == len(set(letters))


def test_case_punctuation_and_marks_do_not_part_what_belongs_together():
    ordered = ["Zelena lista", "„Zeleni“", "Zeleni 1", "Zeleni 2", "zelenilo", "Ženski", "Жена"]
    assert sorted(ordered, key=lambda name: sort_key(name, "hr")) == ordered
    ordered = ["Muler", "Müller", "Mz"]
    assert sorted(ordered, key=lambda name: sort_key(name, "en")) == ordered


@pytest.mark.django_db
@pytest.mark.parametrize("code", ["hr", "sq", "mk"])
def test_countries_are_offered_in_the_readers_alphabet(site, code):
    with translation.override(code):
        choices = [label for _value, label in PeopleFilterForm().fields["country"].choices][1:]
        assert choices == [str(row) for row in sorted_by_name(Country.objects.all())]
        assert choices != [str(row) for row in Country.objects.all()]


@pytest.mark.django_db
@pytest.mark.parametrize("code", ["sq", "sr-latn"])
def test_topics_of_a_page_and_of_the_editor_are_in_the_readers_alphabet(client, author, code):
    page = live(author, "Titull", "sr" if code == "sr-latn" else code)
    page.topics.set(Topic.objects.all())
    page.save()
    html = client.get(f"/{code}/blog/{page.slug}/").content.decode()
    part = html[html.index('<ul class="topics"') :].split("</ul>")[0]
    shown = re.findall(r">([^<]+)</a>", part)
    assert len(shown) == Topic.objects.count()
    assert shown == sorted(shown, key=lambda name: sort_key(name, code))
    with translation.override(code):
        form = type(page).get_edit_handler().get_form_class()(instance=page, for_user=author)
        offered = [str(label) for _value, label in form.fields["topics"].choices]
        assert offered == [str(row) for row in sorted_by_name(Topic.objects.all())]
    translation.activate("en")
