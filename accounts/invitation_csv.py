"""Reading a list of people to invite, as spreadsheets write it, and what is wrong with it."""

import csv
import io
import re
from codecs import BOM_UTF8, BOM_UTF16_BE, BOM_UTF16_LE
from dataclasses import dataclass, field
from functools import cache

from django.core.exceptions import ValidationError
from django.core.validators import validate_email
from django.db.models import Q
from django.db.models.functions import Lower
from django.utils.translation import gettext as _
from django.utils.translation import gettext_noop, override
from modeltranslation.utils import build_localized_fieldname

from core.csv_files import FORMULA, harmless
from core.languages import CODES, LANGUAGES
from parties.models import Country

from .permissions import parties_to_invite_for, people_seen_by

LARGEST_FILE, MOST_ROWS, LONGEST = 1_000_000, 200, 150
COLUMNS = {
    "name": gettext_noop("Name"),
    "email": gettext_noop("E-mail address"),
    "country": gettext_noop("Country"),
    "party": gettext_noop("Party"),
    "languages": gettext_noop("Languages"),
}
ALIASES = {"e-mail": "email", "mail": "email", "language": "languages", "full name": "name"}
REQUIRED = ("name", "email", "party")


class UnreadableFile(Exception):
    """Why nothing can be made of the whole file, in words for whoever gave it."""


@dataclass
class Row:
    """One person of the list, as written, what it means, and what is wrong with it."""

    line: int
    cells: dict
    party: object = None
    languages: list = field(default_factory=list)
    problems: list = field(default_factory=list)

    @property
    def name(self) -> str:
        return self.cells["name"]

    @property
    def email(self) -> str:
        return self.cells["email"].lower()


def decode(data: bytes) -> str:
    """The text of a file: Unicode where it says so or fits, else one of the region's two pages.

    Words of three and more letters beyond ASCII in a row are Cyrillic.
    """
    if len(data) > LARGEST_FILE:
        raise UnreadableFile(_("This file is too large: it may have 1 MB at most."))
    encodings = ["utf-8-sig", "cp1251" if re.search(rb"[\x80-\xff]{3}", data) else "cp1250"]
    if data.startswith((BOM_UTF16_LE, BOM_UTF16_BE)):
        encodings = ["utf-16"]
    elif data.startswith(BOM_UTF8):
        encodings = ["utf-8-sig"]
    for encoding in encodings:
        try:
            text = data.decode(encoding)
        except UnicodeError:
            continue
        if "\0" not in text:
            return text
    raise UnreadableFile(_("This file cannot be read. Save it as “CSV UTF-8” and try again."))


def check(text: str, user) -> list[Row]:
    """The rows of the list, each with its problems; raises UnreadableFile for the whole."""
    rows = _rows(text)
    parties, countries = _parties(user), _countries()
    members = _members([row.email for row in rows], user)
    seen = {}
    for row in rows:
        _check_name(row)
        _check_email(row, seen, members)
        _check_party(row, parties, countries)
        _check_languages(row)
    return rows


def example(user) -> str:
    """A file to start from, with a party the person may invite for."""
    party = parties_to_invite_for(user).select_related("country").first()
    country, name = (party.country.code, str(party)) if party else ("", "")
    out = io.StringIO()
    writer = csv.writer(out)
    writer.writerow(COLUMNS)
    writer.writerow(
        [harmless(cell) for cell in ("Ana Ana", "ana@example.org", country, name, "en")]
    )
    return out.getvalue()


def _rows(text) -> list[Row]:
    try:
        lines = _table(text)
    except csv.Error as error:
        raise UnreadableFile(_("This file cannot be read as a table.")) from error
    columns = _columns(lines[0][1]) if lines else {}
    _check_columns(columns)
    filled = [(number, cells) for number, cells in lines[1:] if any(map(str.strip, cells))]
    if not filled:
        raise UnreadableFile(_("There is nobody in this file."))
    if len(filled) > MOST_ROWS:
        raise UnreadableFile(
            _("This file has %(count)d rows. At most %(most)d can be invited at once.")
            % {"count": len(filled), "most": MOST_ROWS}
        )
    return [Row(number, _cells(cells, columns)) for number, cells in filled]


def _table(text) -> list[tuple[int, list[str]]]:
    """Rows with their numbers; cells are parted by whatever parts the names of the columns."""
    first = text.strip().partition("\n")[0]
    names = {sign: next(csv.reader([first], delimiter=sign)) for sign in ",;\t"}
    delimiter = max(names, key=lambda sign: len(_columns(names[sign])))
    reader = csv.reader(io.StringIO(text.strip(), newline=""), delimiter=delimiter)
    return [(reader.line_num, cells) for cells in reader]


def _cells(cells, columns) -> dict:
    return {
        name: " ".join(cells[columns[name]].split())
        if name in columns and columns[name] < len(cells)
        else ""
        for name in COLUMNS
    }


def _columns(header) -> dict[str, int]:
    """Where each known column stands."""
    known = _known_headers()
    found = {}
    for number, cell in enumerate(header):
        name = known.get(_folded(cell))
        if name:
            found.setdefault(name, number)
    return found


def _check_columns(columns):
    missing = [_(COLUMNS[name]) for name in REQUIRED if name not in columns]
    if missing:
        raise UnreadableFile(
            _("The first row has to name the columns. Missing: %(columns)s.")
            % {"columns": ", ".join(missing)}
        )


@cache
def _known_headers() -> dict[str, str]:
    """What a column may be called: its name, or that in any of our languages."""
    known = {**{name: name for name in COLUMNS}, **ALIASES}
    for code in CODES:
        with override(code):
            known |= {_folded(_(label)): name for name, label in COLUMNS.items()}
    return known


def _check_name(row):
    if not row.name:
        row.problems.append(_("The name is missing."))
    elif len(row.name) > LONGEST:
        row.problems.append(_("The name is too long."))
    elif row.name.startswith(FORMULA):
        row.problems.append(_("A name cannot begin with =, +, - or @."))


def _check_email(row, seen, members):
    try:
        validate_email(row.email)
    except ValidationError:
        row.problems.append(_("This is not an e-mail address."))
        return
    if len(row.email) > LONGEST:
        row.problems.append(_("The e-mail address is too long."))
    if row.email in members:
        row.problems.append(_("Somebody with this e-mail address has an account already."))
    if row.email in seen:
        row.problems.append(_("The same address stands in row %(row)d.") % {"row": seen[row.email]})
    seen.setdefault(row.email, row.line)


def _check_party(row, parties, countries):
    country = countries.get(_folded(row.cells["country"]))
    if row.cells["country"] and country is None:
        row.problems.append(_("There is no such country."))
    named = parties.get(_folded(row.cells["party"]), ())
    fitting = {party for party in named if country is None or party.country_id == country}
    if len(fitting) == 1:
        (row.party,) = fitting
    elif not row.cells["party"]:
        row.problems.append(_("The party is missing."))
    elif fitting:
        row.problems.append(_("More than one party is called that. Name the country too."))
    else:
        row.problems.append(_("There is no such party that you may invite for."))


def _check_languages(row):
    known = {_folded(word): each.code for each in LANGUAGES for word in
             (each.code, each.name, each.english)}  # fmt: skip
    for word in re.split(r"[,;/|]|\s(?!\()", row.cells["languages"]):
        if not word.strip():
            continue
        code = known.get(_folded(word))
        if code is None:
            row.problems.append(_("There is no such language: %(word)s.") % {"word": word.strip()})
        elif code not in row.languages:
            row.languages.append(code)


def _parties(user) -> dict[str, set]:
    """The parties the person may invite for, by every name they have; others are unknown."""
    found = {}
    for party in parties_to_invite_for(user):
        for name in {party.slug, *_names(party)}:
            found.setdefault(_folded(name), set()).add(party)
    return found


def _countries() -> dict[str, int]:
    return {
        _folded(name): country.pk
        for country in Country.objects.all()
        for name in (country.code, *_names(country))
    }


def _names(instance) -> list[str]:
    """What something is called, in every language that has a name for it."""
    names = (getattr(instance, build_localized_fieldname("name", code)) for code in CODES)
    return [name for name in names if name]


def _members(emails, user) -> set[str]:
    """Those of the addresses that have an account the person may know of."""
    people = people_seen_by(user).annotate(mail=Lower("email"), sign_in=Lower("username"))
    rows = people.filter(Q(mail__in=emails) | Q(sign_in__in=emails))
    return {word for pair in rows.values_list("mail", "sign_in") for word in pair}


def _folded(text) -> str:
    return " ".join(str(text).casefold().split())
