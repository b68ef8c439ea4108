"""Collections that say who may read what is in them.

Readers never depend on them (see `permissions`); they are for editors, who see at a glance what
is public, and for Wagtail's permissions: people may change what lies in Drafts, where a file
stays until a page that uses it is published.
"""

from django.contrib.auth.models import Group, Permission
from wagtail.models import (
    Collection,
    CollectionViewRestriction,
    GroupCollectionPermission,
    Page,
    get_root_collection_id,
)

from accounts.roles import WRITERS
from parties.models import PartyFamily

from .models import FileUse
from .uses import file_models, published_uses

PUBLIC, MEMBERS, DRAFTS, SEVERAL = "Public", "Members", "Drafts", "Several families"
FAMILY = "Family: {slug}"
FOR_EDITORS = "Editors"


def install():
    """Create the collections, let writers add to Drafts, and put every file where it belongs."""
    for name in (PUBLIC, MEMBERS, DRAFTS, SEVERAL, FOR_EDITORS):
        _collection(name)
    for slug in PartyFamily.objects.values_list("slug", flat=True):
        _collection(FAMILY.format(slug=slug))
    for group in Group.objects.filter(name__in=WRITERS):
        for codename in ("add_image", "add_document"):
            GroupCollectionPermission.objects.get_or_create(
                group=group,
                collection=_collection(DRAFTS),
                permission=Permission.objects.get(codename=codename),
            )
    for field, model in file_models().items():
        place(field, model.objects.values_list("pk", flat=True))


def place_new(sender, instance, raw=False, **kwargs):
    """Receiver of `pre_save`: a new file that no form has placed lies in Drafts."""
    if not raw and instance._state.adding and instance.collection_id == get_root_collection_id():
        instance.collection = _collection(DRAFTS)


def place(field: str, ids):
    """Put the files with these ids into the collections of those who may read them."""
    from content.readership import readerships

    ids = set(ids)
    uses = published_uses().filter(**{f"{field}__in": ids}).values_list(f"{field}_id", "page_id")
    pages = readerships(Page.objects.filter(pk__in={page for _file, page in uses}).only("path"))
    readers = {pk: set() for pk in ids}
    for pk, page in uses:
        readers[pk].add(pages[page])
    names = {pk: _name(found) for pk, found in readers.items()}
    for name in set(names.values()):
        there = [pk for pk in ids if names[pk] == name]
        file_models()[field].objects.filter(pk__in=there).update(collection=_collection(name))


def place_below(page):
    """After a change of what a page is or who may read it: its files and those below it."""
    uses = FileUse.objects.filter(page__path__startswith=page.path)
    for field in file_models():
        ids = uses.exclude(**{field: None}).values_list(f"{field}_id", flat=True)
        if ids:
            place(field, ids)


def _name(readers) -> str:
    """The collection of what these may read between them."""
    kinds = {readership.visibility for readership in readers}
    families = {readership.family_id for readership in readers} - {None}
    if not readers:
        return DRAFTS
    if "public" in kinds:
        return PUBLIC
    if "members" in kinds:
        return MEMBERS
    if len(families) == 1:
        return FAMILY.format(slug=PartyFamily.objects.get(pk=families.pop()).slug)
    return SEVERAL if families else FOR_EDITORS


def _collection(name) -> Collection:
    root = Collection.get_first_root_node()
    found = root.get_children().filter(name=name).first()
    return found or _create(root, name)


def _create(root, name):
    collection = root.add_child(name=name)
    if name != PUBLIC:
        CollectionViewRestriction.objects.create(
            collection=collection, restriction_type=CollectionViewRestriction.LOGIN
        )
    return collection
