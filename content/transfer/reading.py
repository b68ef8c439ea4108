"""Files of a folder as entries to be stored. Every file is read before anything is stored."""

import re
from dataclasses import dataclass, field
from functools import partial
from pathlib import Path
from uuid import UUID

from core.languages import BY_CODE

from .body import read_body
from .fields import default_of, is_required, read_value
from .front_matter import Document, read_document
from .keys import KEY, translation_key
from .media import check_download, check_picture, safe_file
from .pages import OTHER_KEYS, REQUIRED_KEYS, page_types, stands_in_section, transfer_fields
from .problems import Problem, Refusal, TransferError

FILE_CHECKS = {"picture": check_picture, "download": check_download}
STATUSES = ("draft", "submit", "live")
SLUG = re.compile(r"[a-z0-9-]+")
CHOSEN_KEYS = ("type", "locale", "status")
FROM_AUTHOR = ("owner", "author_party", "family")


@dataclass
class Entry:
    """One file's page. `values` are by model field; `initial` are those only a new page takes.

    `section` and `source` name pages as (translation key, locale).
    """

    document: Document
    model: type
    locale: str
    key: UUID
    status: str
    values: dict = field(default_factory=dict)
    initial: dict = field(default_factory=dict)
    blocks: list = field(default_factory=list)
    section: tuple | None = None
    source: tuple | None = None
    version: int | None = None
    source_version: int | None = None

    @property
    def name(self) -> tuple:
        return self.key, self.locale

    def problem(self, key: str, reason: str) -> Problem:
        return Problem(self.document.file, self.document.line(key), f"{key}: {reason}")


def read_folder(folder: Path) -> list[Entry]:
    """The folder's files in the order of their names; raises TransferError with all problems."""
    problems, entries = [], []
    for path in _files(folder):
        try:
            file = str(path.relative_to(folder))
            document = read_document(_checked(folder, file), file)
            entry = FileReader(folder, document).read()
        except TransferError as error:
            problems += error.problems
        else:
            entries.append(entry)
    if problems:
        raise TransferError(problems)
    return entries


def _files(folder: Path) -> list[Path]:
    if not folder.is_dir():
        raise TransferError.of(folder, 0, "there is no such folder")
    files = sorted(folder.rglob("*.md"))
    if not files:
        raise TransferError.of(folder, 0, "there is no .md file in it")
    return files


def _checked(folder: Path, file: str) -> Path:
    try:
        return safe_file(folder, file)
    except Refusal as refusal:
        raise TransferError.of(file, 0, str(refusal)) from refusal


class FileReader:
    """Reads one file and gathers what is wrong with it."""

    def __init__(self, folder: Path, document: Document):
        self.folder, self.document, self.raw = folder, document, document.values
        self.problems = []

    def report(self, key: str, reason: str, *path, line: int = 0):
        at = self.document.line(key, "text") + line if line else self.document.line(key, *path)
        self.problems.append(Problem(self.document.file, at, f"{key}: {reason}"))

    def read(self) -> Entry:
        model = self._one_of("type", page_types())
        locale = self._one_of("locale", BY_CODE)
        if model is None or locale is None:
            raise TransferError(self.problems)
        entry = Entry(
            document=self.document,
            model=model,
            locale=locale.content,
            key=self._key("key"),
            status=self._one_of("status", dict(zip(STATUSES, STATUSES, strict=True))),
            version=self._number("version"),
            source_version=self._number("source_version"),
        )
        self._read_fields(entry)
        self._read_places(entry)
        self._read_body(entry)
        if self.problems:
            raise TransferError(self.problems)
        return entry

    def _one_of(self, key, choices):
        value = self.raw.get(key)
        if value is None:
            self.problems.append(Problem(self.document.file, 1, f"{key}: is missing"))
        elif not isinstance(value, str) or value not in choices:
            self.report(key, f"unknown: {value}; known are {', '.join(choices)}")
        else:
            return choices[value]

    def _key(self, name):
        """The translation key a key stands for."""
        value = self.raw.get(name)
        if isinstance(value, str) and KEY.fullmatch(value):
            return translation_key(value)
        if value is not None:
            self.report(name, "has to be of a-z, 0-9 and -")

    def _number(self, key):
        value = self.raw.get(key)
        if value is None:
            return None
        if isinstance(value, str) and value.isascii() and value.isdigit():
            return int(value)
        self.report(key, "has to be a number")

    def _read_fields(self, entry):
        fields = transfer_fields(entry.model)
        for key in self.raw.keys() - fields.keys() - set(OTHER_KEYS):
            self.report(key, "unknown key")
        needed = {key for key, model_field in fields.items() if is_required(model_field)}
        for key in sorted((needed | set(REQUIRED_KEYS)) - self.raw.keys() - set(CHOSEN_KEYS)):
            self.report(key, "is missing")
        for key, model_field in fields.items():
            if key in self.raw:
                value = read_value(model_field, self.raw[key], partial(self.report, key))
                entry.values[model_field.name] = value
            elif model_field.name not in FROM_AUTHOR:
                entry.values[model_field.name] = default_of(model_field)
        slug = self.raw.get("slug")
        if isinstance(slug, str) and not SLUG.fullmatch(slug):
            self.report("slug", f"{slug} is no address: use a-z, 0-9 and -")
        self._take_from_author(entry)

    def _take_from_author(self, entry):
        author = entry.values.get("author")
        if author:
            origin = {"owner": author, "author_party": author.party, "family": author.family}
            entry.initial = {name: origin[name] for name in FROM_AUTHOR if name not in entry.values}
        elif entry.status == "submit" and "author" in self.raw:
            self.report("author", "a page that is submitted needs its author")
        self._check_country(entry)

    def _check_country(self, entry):
        """For types that have no country of their own it is the author's party's."""
        if "country" not in self.raw or "country" in transfer_fields(entry.model):
            return
        party = {**entry.initial, **entry.values}.get("author_party")
        if party is None or self.raw["country"] != party.country.code:
            self.report("country", f"{self.raw['country']} is not the country of the party")

    def _read_places(self, entry):
        source = self.raw.get("source_locale") and self._one_of("source_locale", BY_CODE)
        if source and source.content != entry.locale:
            entry.source = (entry.key, source.content)
        if stands_in_section(entry.model):
            if "section" not in self.raw:
                self.problems.append(Problem(self.document.file, 1, "section: is missing"))
            entry.section = (self._key("section"), entry.locale)
        elif "section" in self.raw:
            self.report("section", f"a {entry.model.type_slug} stands in no section")

    def _read_body(self, entry):
        try:
            entry.blocks = read_body(self.document.body)
        except Refusal as refusal:
            self._report_body(refusal.line, refusal)
        for kind, value in entry.blocks:
            if kind in FILE_CHECKS:
                try:
                    FILE_CHECKS[kind](self.folder, value["file"])
                except Refusal as refusal:
                    self._report_body(value["line"], refusal)

    def _report_body(self, line, reason):
        at = self.document.body_line + line
        self.problems.append(Problem(self.document.file, at, str(reason)))
