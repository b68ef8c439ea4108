"""Strings of Django's and Wagtail's that their own catalogues lack in some of our languages.

Nothing imports this: it stands here so that `make messages` collects them into ours. Of Wagtail's
they are those a writer meets.
"""

from django.utils.translation import gettext_lazy as _
from django.utils.translation import ngettext_lazy

TIME_STRINGS = (
    ngettext_lazy("%(num)d year", "%(num)d years", "num"),
    ngettext_lazy("%(num)d month", "%(num)d months", "num"),
    ngettext_lazy("%(num)d week", "%(num)d weeks", "num"),
    ngettext_lazy("%(num)d day", "%(num)d days", "num"),
    ngettext_lazy("%(num)d hour", "%(num)d hours", "num"),
    ngettext_lazy("%(num)d minute", "%(num)d minutes", "num"),
)
WRITERS_STRINGS = (
    _("New"),
    _("Dashboard"),
    _("Search"),
    _("Account"),
    _("Log out"),
    _("Save draft"),
    _("Saving…"),
    _("More actions"),
    _("Toggle preview"),
    _("Toggle comments"),
    _("Comments"),
    _("Preview"),
    _("Live"),
    _("Delete"),
    _("History"),
    _("Edit"),
    _("Autosave in progress…"),
    _("Changes have been autosaved."),
    _("Write something or type ‘/’ to insert a block"),
    _("The page could not be created due to validation errors."),
    _("The page could not be saved due to validation errors."),
    _("This field is required."),
    _("Alt text"),
    _("Decorative image"),
    _("Choose an image"),
    _("Upload"),
    _("Caption"),
    _("Add column"),
    _("Add row"),
    _("Column heading"),
    _("Yes, delete it"),
    _("Internal link"),
    _("External link"),
    _("Email link"),
)
