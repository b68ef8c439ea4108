"""Entries into pages: first every page is there, then each is written, sources first.

So links between pages and translations find their pages whatever the order of the files.
"""

from collections import Counter
from contextlib import contextmanager
from datetime import datetime, time
from pathlib import Path

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils.timezone import make_aware
from wagtail.fields import RichTextField
from wagtail.log_actions import log
from wagtail.models import Locale

from content.models import ContentPage, Significance
from content.translated import attribution_kept
from content.visibility import narrow

from .body import stored_blocks
from .checking import check, in_review, index_page, stored_page
from .keys import find_page
from .markdown_in import resolve_links
from .media import file_store
from .pages import describe, transfer_fields
from .problems import TransferError
from .reading import Entry, read_folder

CREATED, UPDATED, UNCHANGED = "created", "updated", "unchanged"


@transaction.atomic
def import_folder(folder: Path, keep_existing=False) -> Counter:
    """Import a folder's files, all or none; count what was created, updated and unchanged.

    `keep_existing` leaves pages that exist as they are, whatever their files say.
    Raises TransferError with every problem found.
    """
    entries = read_folder(folder)
    check(entries)
    importer = Importer(folder, keep_existing)
    # Sections come before what stands in them.
    for entry in sorted(entries, key=lambda entry: entry.section is not None):
        importer.create(entry)
    for entry in _sources_first(entries):
        importer.write(entry)
    importer.submit()
    return importer.counts


def _sources_first(entries) -> list[Entry]:
    by_name = {entry.name: entry for entry in entries}
    ordered = {}

    def add(entry):
        if entry.source in by_name:
            add(by_name[entry.source])
        ordered.setdefault(entry.name, entry)

    for entry in entries:
        add(entry)
    return list(ordered.values())


class Importer:
    def __init__(self, folder, keep_existing):
        self.folder, self.keep_existing = folder, keep_existing
        self.created, self.submitted = set(), []
        self.counts = Counter({CREATED: 0, UPDATED: 0, UNCHANGED: 0})

    def create(self, entry):
        """Add the page of an entry, unpublished, where there is none yet."""
        if stored_page(entry.name):
            return
        page = entry.model(
            live=False,
            has_unpublished_changes=True,
            translation_key=entry.key,
            locale=Locale.objects.get(language_code=entry.locale),
        )
        for name, value in {**entry.initial, **entry.values}.items():
            setattr(page, name, value)
        with validation(entry):
            _parent(entry).add_child(instance=page)
        log(instance=page, action="wagtail.create", user=page.author, content_changed=True)
        self.created.add(entry.name)

    def write(self, entry):
        """Give the page what its file says, if that is not what it says already."""
        stored = stored_page(entry.name)
        if entry.name in self.created:
            self._apply(stored, entry)
            stored.major_version = _or(entry.version, 0)
            self._save(stored, entry)
            if entry.version is not None:
                # Publishing has counted one more.
                ContentPage.objects.filter(pk=stored.pk).update(major_version=entry.version)
                stored.major_versions.update(number=entry.version)
            outcome = CREATED
        elif self.keep_existing or not self._update(stored, entry):
            outcome = UNCHANGED
        else:
            outcome = UPDATED
        self.counts[outcome] += 1

    def submit(self):
        """Start the reviews, last of all: their mails cannot be taken back."""
        for page in self.submitted:
            state = page.current_workflow_state
            if state:
                state.resume(user=page.author)
            else:
                page.get_workflow().start(page, page.author)

    def _update(self, stored, entry) -> bool:
        # A live file speaks of what is published, any other of what was written last.
        published = entry.status == "live" and stored.live
        page = stored if published else stored.get_latest_revision_as_object()
        before = describe(page)
        self._apply(page, entry)
        moved = bool(entry.section) and stored.get_parent().translation_key != entry.section[0]
        if not moved and describe(page) == before and _has_status(stored, entry.status):
            return False
        if in_review(stored):
            raise TransferError([entry.problem("status", "the page is in review: decide first")])
        if moved:
            stored.move(_parent(entry), pos="last-child")
            page.refresh_from_db(fields=["path", "depth", "url_path"])
        page.significance = Significance.MAJOR
        self._save(page, entry)
        return True

    def _apply(self, page, entry):
        for name, value in entry.values.items():
            if isinstance(page._meta.get_field(name), RichTextField):
                value = resolve_links(value, find_page)
            setattr(page, name, value)
        page.body = stored_blocks(entry.blocks, file_store(self.folder, page.author))
        page.translated_from = stored_page(entry.source) if entry.source else None
        if page.translated_from:
            newest = page.translated_from.major_version
            page.translated_version = _or(entry.source_version, newest)
            page.attribution = attribution_kept(page)

    def _save(self, page, entry):
        with validation(entry):
            if not page.live:
                if entry.status == "live" and page.first_published_at is None:
                    page.first_published_at = make_aware(datetime.combine(page.date, time.min))
                page.save()
            revision = page.save_revision(user=page.author)
        if entry.status == "live":
            # Nobody of the programme decided this, so nobody's name goes with it.
            revision.publish(user=None, skip_permission_checks=True)
            return
        narrow(page, page.visibility, by=None)
        if entry.status == "submit":
            self.submitted.append(page)


def _or(value, default):
    return default if value is None else value


def _parent(entry):
    return stored_page(entry.section) if entry.section else index_page(entry)


def _has_status(stored, status) -> bool:
    """Whether a page is as far as its file says, or further."""
    if status == "submit":
        return stored.live or stored.current_workflow_state is not None
    return stored.live or status == "draft"


@contextmanager
def validation(entry):
    """What only the model knows to be wrong, with the line of the key concerned."""
    try:
        yield
    except ValidationError as error:
        keys = {field.name: key for key, field in transfer_fields(entry.model).items()}
        messages = getattr(error, "message_dict", {"type": error.messages})
        raise TransferError(
            [
                entry.problem(keys.get(name, "type"), " ".join(texts))
                for name, texts in messages.items()
            ]
        ) from error
