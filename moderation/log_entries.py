"""Who reads which entries of the record. Each belongs to the family it was stamped with."""

from itertools import batched

from django.contrib.auth import get_user_model
from django.db.models import Min, Q, Value
from wagtail.models import ModelLogEntry, PageLogEntry

from accounts.roles import MODERATORS, has_role, is_editor
from content.permissions import user_owns

from . import log

PAGE_ACTIONS = (
    *log.SUBMIT,
    *log.DECIDE,
    *log.IN_REVIEW,
    log.CANCEL,
    log.PUBLISH,
    log.UNPUBLISH,
    log.LEAVE_FAMILY,
    "moderation.request_unpublish",
    "moderation.decline_unpublish",
    "moderation.withdraw_unpublish",
    "content.narrow_visibility",
    "translations.start",
    "translations.still_accurate",
)
# How moderators share their work is not the author's to read.
AMONG_MODERATORS = (log.HAND_OVER, log.TAKE_BACK)
PAGE, PERSON = "page", "person"
MODELS = {PAGE: PageLogEntry, PERSON: ModelLogEntry}


def sees_everything(user) -> bool:
    return is_editor(user) or (user.is_active and user.is_superuser)


def may_read_log(user) -> bool:
    return sees_everything(user) or has_role(user, MODERATORS)


class Record:
    """The entries of one reader: two tables read as one, newest first.

    Iterating, counting and slicing take the same few queries whatever the number of entries.
    """

    def __init__(self, pages, people):
        self.parts = {PAGE: pages, PERSON: people}

    def filter(self, condition: Q):
        return Record(*(part.filter(condition) for part in self.parts.values()))

    def only_pages(self, condition: Q):
        return Record(self.parts[PAGE].filter(condition), self.parts[PERSON].none())

    def about(self, person_id):
        """What a person did, and what was done to their account."""
        pages = self.parts[PAGE].filter(user=person_id)
        account = Q(object_id=str(person_id), content_type__model=get_user_model()._meta.model_name)
        people = self.parts[PERSON].filter(Q(user=person_id) | account)
        return Record(pages, people)

    def actor_ids(self) -> set:
        found = (part.order_by().values_list("user", flat=True) for part in self.parts.values())
        return {pk for ids in found for pk in ids.distinct() if pk}

    def since(self):
        """When the first entry was made, None for an empty record."""
        first = (part.aggregate(first=Min("timestamp"))["first"] for part in self.parts.values())
        return min(filter(None, first), default=None)

    def count(self):
        return self._keys().count()

    def __len__(self):
        return self.count()

    def __getitem__(self, key):
        return self._read(self._keys()[key])

    def __iter__(self):
        for keys in batched(self._keys().iterator(chunk_size=500), 500, strict=False):
            yield from self._read(keys)

    def _keys(self):
        pages, people = (
            part.order_by().values_list("timestamp", "pk", Value(kind))
            for kind, part in self.parts.items()
        )
        return pages.union(people, all=True).order_by("-timestamp", "-pk")

    def _read(self, keys):
        keys = list(keys)
        found = {}
        for kind, model in MODELS.items():
            entries = model.objects.select_related("user").in_bulk(
                [pk for _time, pk, of in keys if of == kind]
            )
            found |= {(kind, pk): entry for pk, entry in entries.items()}
        # An entry deleted meanwhile is passed over.
        return [found[kind, pk] for _time, pk, kind in keys if (kind, pk) in found]


def everything() -> Record:
    shown = Q(action__in=PAGE_ACTIONS) | Q(action=log.DELETE, data__known=True)
    # Not the indexes that were installed; only content pages are stamped with a language.
    shown &= Q(user__isnull=False) | Q(data__has_key="language")
    vocabulary = Q(action__in=(log.PARTY_JOINS, log.PARTY_LEAVES))
    people = ModelLogEntry.objects.filter(Q(action__startswith="accounts.") | vocabulary)
    return Record(PageLogEntry.objects.filter(shown), people)


def record_for(user) -> Record:
    """What the person may read: everything, their family's, or nothing."""
    record = everything()
    if sees_everything(user):
        return record
    if has_role(user, MODERATORS) and user.family_id:
        return record.filter(Q(data__family=user.family_id))
    return record.filter(Q(pk__in=[]))


def page_record_for(user, page_id, page) -> Record | None:
    """A page's record, whether or not the page still exists; None if it is not theirs to read.

    A moderator of a family the page has left reads what happened while it was theirs.
    """
    of_page = Q(page=page_id)
    if page and user.is_active and user_owns(user, page) and not sees_everything(user):
        return everything().only_pages(of_page & ~Q(action__in=AMONG_MODERATORS))
    record = record_for(user).only_pages(of_page)
    return record if record.count() else None
