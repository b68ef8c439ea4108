"""The roles, as groups, and what each may do beyond the pages (see `content.permissions`)."""

from django.contrib.auth.models import Group, Permission
from django.utils.translation import gettext_lazy as _
from wagtail.models import Collection, GroupCollectionPermission, GroupPagePermission

PARTICIPANTS, MODERATORS, TRANSLATORS, EDITORS = (
    "Participants",
    "Moderators",
    "Translators",
    "Editors",
)
WRITERS = (PARTICIPANTS, MODERATORS, TRANSLATORS)
ROLES = (*WRITERS, EDITORS)
# What one person of the role is called.
ROLE_LABELS = {
    PARTICIPANTS: _("Participant"),
    MODERATORS: _("Moderator"),
    TRANSLATORS: _("Translator"),
    EDITORS: _("Editor"),
}

EDITORS_FILE_ACTIONS = [
    f"{action}_{model}" for model in ("image", "document") for action in ("add", "change", "choose")
]
VOCABULARIES = ("partyfamily", "country", "party", "topic")


def has_role(user, *roles: str) -> bool:
    """Whether an active, signed-in person has one of the roles. Superusers have none by nature."""
    return bool(getattr(user, "role_names", frozenset()) & set(roles))


def is_editor(user) -> bool:
    return has_role(user, EDITORS)


def is_reviewer(user) -> bool:
    """Whether there is anything the person might have to decide on."""
    return has_role(user, MODERATORS, EDITORS)


def install():
    """Create the groups and give each exactly its permissions; safe to run again."""
    editor_models = [
        Permission.objects.get(codename=f"{action}_{model}")
        for model in VOCABULARIES
        for action in ("add", "change", "delete", "view")
    ]
    editor_models.append(Permission.objects.get(codename="change_reviewsettings"))
    access = Permission.objects.get(codename="access_admin")
    for role in ROLES:
        group, _created = Group.objects.get_or_create(name=role)
        group.permissions.set([access, *(editor_models if role == EDITORS else [])])
        _install_collection_permissions(group)
    _remove_wagtails_root_permissions()


def _install_collection_permissions(group):
    """Editors see and change all files; `content.files.collections` says where writers add."""
    root = Collection.get_first_root_node()
    actions = EDITORS_FILE_ACTIONS if group.name == EDITORS else ()
    there = group.collection_permissions.filter(collection=root)
    there.exclude(permission__codename__in=actions).delete()
    for codename in actions:
        GroupCollectionPermission.objects.get_or_create(
            group=group, collection=root, permission=Permission.objects.get(codename=codename)
        )


def _remove_wagtails_root_permissions():
    """Wagtail lets its own Editors and Moderators publish from the root of all trees."""
    GroupPagePermission.objects.filter(page__depth=1).delete()
