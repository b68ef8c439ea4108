"""The kinds of mail a person may switch off."""

from django.dispatch import Signal
from django.utils.translation import gettext_lazy as _

# What is not named here (an invitation, a forgotten password) cannot be switched off.
KINDS = {
    "submitted": _("A page is waiting for your review"),
    "handed_over": _("A review has been handed over to you"),
    "reminder": _("A review has been waiting for some days"),
    "unpublish_request": _("Somebody asks for a page to be taken off the site"),
    "approved": _("Your page has been approved"),
    "rejected": _("Changes are asked for in your page"),
    "withdrawn": _("An editor has withdrawn your page from review"),
    "published": _("Your page has been published"),
    "unpublish_decided": _("Your request to take a page off the site has been decided"),
    "commented": _("Somebody commented on your page"),
}

# Mail to those who decide: moderators and editors.
REVIEWERS_KINDS = {"submitted", "handed_over", "reminder", "unpublish_request"}

# Sent when a mail to a person is about to go, with `kind`, `person` and `context`. It may have
# waited long: a receiver returns False if the person may not read it any more, or a dict of what
# to tell instead of what stood in the context.
mail_due = Signal()


def wants(user, kind: str) -> bool:
    """Whether the person is to get mail of this kind: they can, and have not switched it off."""
    return bool(user.is_active and user.email and kind not in user.muted_mail)
