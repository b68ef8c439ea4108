"""Words of Wagtail's that no catalogue reaches.

Its forms for links have labels made of the names of their fields; its choosers' words are those
of the language that was active when the code was read.
"""

from django.utils.translation import gettext_lazy as _
from wagtail.admin.forms.choosers import (
    AnchorLinkChooserForm,
    EmailLinkChooserForm,
    ExternalLinkChooserForm,
    PhoneLinkChooserForm,
)
from wagtail.admin.viewsets.chooser import ChooserViewSet

FORMS = (
    AnchorLinkChooserForm,
    EmailLinkChooserForm,
    ExternalLinkChooserForm,
    PhoneLinkChooserForm,
)
LABELS = {
    "email_address": _("E-mail address"),
    "phone_number": _("Phone number"),
    "link_text": _("Words of the link"),
    "subject": _("Subject"),
    "body": _("Message"),
}
# The strings themselves are listed in `core.borrowed_strings`.
CHOOSERS_WORDS = (
    "choose_one_text",
    "choose_another_text",
    "edit_item_text",
    "search_tab_label",
    "create_action_label",
)


def say_in_the_readers_language():
    for form in FORMS:
        for name in LABELS.keys() & form.base_fields.keys():
            form.base_fields[name].label = LABELS[name]
    for name in CHOOSERS_WORDS:
        setattr(ChooserViewSet, name, _(getattr(ChooserViewSet, name)))
