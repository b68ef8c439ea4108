"""What entries claim of each other and of the site, checked before anything is stored."""

from collections import Counter

from wagtail.models import WorkflowState

from content.models import ContentPage

from .body import links_of
from .keys import find_page, translation_key
from .markdown_in import page_links
from .pages import parent_model
from .problems import Problem, TransferError
from .reading import Entry


def check(entries: list[Entry]):
    """Raise TransferError unless all entries fit together and into the site."""
    checker = Checker(entries)
    for entry in entries:
        checker.check(entry)
    if checker.problems:
        raise TransferError(checker.problems)


def stored_page(name: tuple) -> ContentPage | None:
    key, locale = name
    pages = ContentPage.objects.filter(translation_key=key, locale__language_code=locale)
    page = pages.first()
    return page.specific if page else None


def index_page(entry: Entry):
    """The index a type's pages stand below in a language."""
    return parent_model(entry.model).objects.filter(locale__language_code=entry.locale).first()


class Checker:
    def __init__(self, entries):
        self.problems = []
        self.by_name = {entry.name: entry for entry in entries}
        self.names = Counter(entry.name for entry in entries)
        self.addresses = Counter(map(self._address, entries))

    @staticmethod
    def _address(entry):
        return entry.section or parent_model(entry.model), entry.locale, entry.values["slug"]

    def refuse(self, entry, key, reason):
        self.problems.append(entry.problem(key, reason))

    def check(self, entry):
        if self.names[entry.name] > 1:
            self.refuse(entry, "key", f"several files have this key in {entry.locale}")
        elif self.addresses[self._address(entry)] > 1:
            self.refuse(entry, "slug", f"several files have the address {entry.values['slug']}")
        stored = stored_page(entry.name)
        parent = self._parent(entry)
        self._check_slug(entry, stored, parent)
        self._check_stored(entry, stored)
        if entry.source and not (entry.source in self.by_name or stored_page(entry.source)):
            self.refuse(entry, "source_locale", "there is no page of this key in that language")
        self._check_circle(entry)
        self._check_links(entry)

    def _parent(self, entry):
        """The stored parent, if there is one; a section may be a file of the same run."""
        if entry.section is None:
            parent = index_page(entry)
            if parent is None:
                self.refuse(entry, "locale", "the site has no index page in it: run setup_site")
            return parent
        parent = stored_page(entry.section)
        known = self.by_name.get(entry.section)
        model = known.model if known else type(parent)
        if model not in entry.model.allowed_parent_page_models():
            self.refuse(entry, "section", f"there is no such section in {entry.locale}")
        return parent

    def _check_slug(self, entry, stored, parent):
        if parent is None:
            return
        others = parent.get_children().filter(slug=entry.values["slug"])
        if others.exclude(pk=stored and stored.pk).exists():
            self.refuse(entry, "slug", f"{entry.values['slug']} is taken by another page")

    def _check_stored(self, entry, stored):
        if stored is None:
            return
        if type(stored) is not entry.model:
            self.refuse(entry, "type", f"the page of this key is a {stored.type_slug}")

    def _check_circle(self, entry):
        seen, name = set(), entry.name
        while name in self.by_name and name not in seen:
            seen.add(name)
            name = self.by_name[name].source
        if name == entry.name:
            self.refuse(entry, "source_locale", "the translations are made from each other")

    def _check_links(self, entry):
        texts = [value for value in entry.values.values() if isinstance(value, str)]
        links = [*links_of(entry.blocks), *(link for text in texts for link in page_links(text))]
        for key, locale in links:
            known = "." not in key and (translation_key(key), locale) in self.by_name
            if not (known or find_page(key, locale)):
                reason = f"no page to link to: page:{key}/{locale}"
                self.problems.append(Problem(entry.document.file, self._line(entry, key), reason))

    @staticmethod
    def _line(entry, key) -> int:
        """The first line that names the key as a link."""
        document = entry.document
        body = document.body.partition(f"page:{key}/")
        if body[1]:
            return document.body_line + body[0].count("\n")
        return next(
            (document.line(name) for name, raw in document.values.items() if f"page:{key}/" in raw),
            1,
        )


def in_review(page) -> bool:
    state = page.current_workflow_state
    return bool(state and state.status == WorkflowState.STATUS_IN_PROGRESS)
