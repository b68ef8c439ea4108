"""What a person may do with a content page in the admin.

The predicates are plain functions; Wagtail asks through `ContentPagePermissionTester`. Who may
see or edit a page *because it is in review* is the workflow task's to say
(`Task.user_can_access_editor`, see `moderation`).
"""

from wagtail.models import PagePermissionTester

from accounts.roles import MODERATORS, has_role, is_editor


def user_moderates_family(user, family_id) -> bool:
    """Whether the person is an active moderator of that party family."""
    return family_id is not None and has_role(user, MODERATORS) and user.family_id == family_id


def user_owns(user, page) -> bool:
    return page.owner_id is not None and page.owner_id == user.pk


def user_reviews(user, page) -> bool:
    """Whether the page is in review and the person is one of those who may work on it."""
    task = page.current_workflow_task
    return bool(task and task.user_can_access_editor(page, user))


def user_owns_or_oversees(user, page) -> bool:
    """Whether the person may see all that was ever written on a page."""
    return user.is_active and (user.is_superuser or is_editor(user) or user_owns(user, page))


def user_can_see_draft(user, page) -> bool:
    """Whether the person may see what is not published of a page, its title included."""
    return user_owns_or_oversees(user, page) or (user.is_active and user_reviews(user, page))


def user_can_withdraw(user, review) -> bool:
    """Whether the person may take a page out of its review, a Wagtail WorkflowState or None."""
    if review is None or not user.is_active:
        return False
    waits = review.status == review.STATUS_IN_PROGRESS
    return review.user_can_cancel(user) or (waits and is_editor(user))


def writing_languages(user) -> list[str]:
    """Codes of the page trees the person may write in; empty means in all of them.

    Editors write everywhere, and so does who has not been given any language.
    """
    return [] if user.is_superuser or is_editor(user) else user.content_languages


def user_writes_in(user, locale) -> bool:
    codes = writing_languages(user)
    return user.is_active and (not codes or locale.language_code in codes)


class WritingPermissionTester(PagePermissionTester):
    """People begin pages in their own languages only."""

    def can_add_subpage(self):
        return super().can_add_subpage() and user_writes_in(self.user, self.page.locale)


class ContentPagePermissionTester(WritingPermissionTester):
    """Wagtail's questions about a content page, answered by role, family and ownership.

    An administrator (superuser) sees everything and may take a page down, but is not part of
    the editorial flow: publishing needs the editor's role.
    """

    def can_edit(self):
        return not self.page_is_root and user_can_see_draft(self.user, self.page)

    def can_view_revisions(self):
        return not self.page_is_root and user_owns_or_oversees(self.user, self.page)

    def can_copy(self):
        return is_editor(self.user)

    def can_delete(self, ignore_bulk=False):
        if not self.user.is_active:
            return False
        if is_editor(self.user) or self.user.is_superuser:
            return super().can_delete(ignore_bulk)
        return (
            user_owns(self.user, self.page)
            and not self.page.live
            and not self.page_locked()
            and self.page.is_leaf()
        )

    def can_move(self):
        return is_editor(self.user) and super().can_move()

    def can_move_to(self, destination):
        return self.can_move() and super().can_move_to(destination)

    def can_publish(self):
        return is_editor(self.user)

    def can_publish_subpage(self):
        return is_editor(self.user) and super().can_publish_subpage()

    def can_reorder_children(self):
        return is_editor(self.user)

    def can_unpublish(self):
        if not self.page.live or self.page_locked():
            return False
        return (
            is_editor(self.user)
            or (self.user.is_active and self.user.is_superuser)
            # What stands below may be another family's, and would go with it.
            or (user_moderates_family(self.user, self.page.family_id) and self.page.is_leaf())
        )

    def can_lock(self):
        return is_editor(self.user)

    def can_unlock(self):
        return is_editor(self.user)

    def can_set_view_restrictions(self):
        return False

    def can_submit_for_moderation(self):
        entitled = is_editor(self.user) or user_owns(self.user, self.page)
        return self.user.is_active and entitled and super().can_submit_for_moderation()
