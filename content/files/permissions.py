"""Who may read a file, and who may change one.

A file's readership follows its use: whoever may read one of the published pages that use it may
read it. Besides, those who may see a draft that uses it, whoever uploaded it, and the editors.
"""

from django.contrib.contenttypes.models import ContentType
from wagtail.models import Page, TaskState, WorkflowState

from accounts.roles import is_editor

from .uses import field_of, file_models, files_in, published_uses, uses_of


def readerships_of(file) -> set:
    """The readership of each published page that uses the file."""
    from content.readership import readerships

    pages = Page.objects.filter(file_uses__in=published_uses().filter(**{field_of(file): file}))
    return set(readerships(pages.only("path")).values())


def is_public(file) -> bool:
    return any(readership.visibility == "public" for readership in readerships_of(file))


def user_can_read_file(user, file) -> bool:
    if any(readership.allows(user) for readership in readerships_of(file)):
        return True
    if not user.is_authenticated or not user.is_active:
        return False
    if user.is_superuser or is_editor(user) or file.uploaded_by_user_id == user.pk:
        return True
    return _user_can_see_draft_with(user, file)


def _user_can_see_draft_with(user, file) -> bool:
    """Whether one of the pages that use the file is the person's own, or in review for them."""
    owners = dict(uses_of(file).values_list("page_id", "page__owner_id"))
    if not owners:
        return False
    in_review = TaskState.objects.reviewable_by(user)
    return user.pk in owners.values() or (
        in_review.filter(revision__object_id__in=[str(pk) for pk in owners]).exists()
    )


def is_settled(file) -> bool:
    """Whether the file is published or in review: changing it would change a text unreviewed."""
    pages = list(uses_of(file).values_list("page_id", flat=True))
    waiting = WorkflowState.objects.filter(
        status=WorkflowState.STATUS_IN_PROGRESS,
        base_content_type=ContentType.objects.get_for_model(Page),
        object_id__in=[str(pk) for pk in pages],
    )
    return uses_of(file).filter(is_published=True, page__live=True).exists() or waiting.exists()


def borrowed_files(user, page) -> bool:
    """Whether a draft uses files that are neither the person's nor the page's already.

    An editor's form takes any number for a file's; using a file would open it to the user.
    """
    if user.is_superuser or is_editor(user):
        return False
    return any(
        ids - _own(user, field, ids) - _used_by(page, field)
        for field, ids in files_in(page).items()
        if ids
    )


def _own(user, field, ids):
    own = file_models()[field].objects.filter(pk__in=ids, uploaded_by_user=user)
    return set(own.values_list("pk", flat=True))


def _used_by(page, field):
    if page.pk is None:
        return set()
    uses = page.file_uses.exclude(**{field: None})
    return set(uses.values_list(f"{field}_id", flat=True))
