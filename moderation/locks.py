"""What an author reads while their page is in review."""

from django.utils.translation import gettext as _
from wagtail.locks import WorkflowLock


class ReviewLock(WorkflowLock):
    """Locks the editor for all but the family's moderators and the editors."""

    def get_message(self, user):
        if self.for_user(user):
            return _(
                "This page is waiting for review, so it cannot be changed now. "
                "To go on writing, withdraw it."
            )
        return _("This page is in review. Whoever changes it now may not approve it.")

    def get_locked_by(self, user, can_lock=False):
        return _("In review")

    def get_description(self, user, can_lock=False):
        return _("Only those who review this page can change it.")
