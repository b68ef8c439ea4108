"""What the entries of the record say, in the reader's language.

Nothing here names a party family: an entry that two families may not share is two entries.
"""

from django.utils.functional import cached_property
from django.utils.text import capfirst
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from wagtail.log_actions import registry as log_actions

from accounts.roles import ROLE_LABELS
from content.models import Attribution, ContentPage, Significance, Visibility
from core.languages import get_language

from . import log

# Registered with Wagtail's log, so that its own history pages say them too.
OUR_ACTIONS = {
    log.HAND_OVER: gettext_lazy("Handed over"),
    log.TAKE_BACK: gettext_lazy("Taken back"),
    log.CHANGE_IN_REVIEW: gettext_lazy("Text changed during the review"),
    log.LEAVE_FAMILY: gettext_lazy("Moved out of the party family"),
    log.PERSON_LEAVES: gettext_lazy("Left the party family"),
    log.PARTY_JOINS: gettext_lazy("The party came to the party family"),
    log.PARTY_LEAVES: gettext_lazy("The party left the party family"),
    "moderation.significance": gettext_lazy("Significance changed"),
    "moderation.request_unpublish": gettext_lazy("Asked to take the page off the site"),
    "moderation.decline_unpublish": gettext_lazy("Request to take the page off the site declined"),
    "moderation.withdraw_unpublish": gettext_lazy(
        "Request to take the page off the site withdrawn"
    ),
    "content.narrow_visibility": gettext_lazy("Shown to fewer people"),
    "translations.start": gettext_lazy("Translation started"),
    "translations.still_accurate": gettext_lazy("Found to be still accurate"),
}
WAGTAILS_ACTIONS = {
    "wagtail.workflow.start": gettext_lazy("Submitted for review"),
    "wagtail.workflow.resume": gettext_lazy("Submitted again"),
    "wagtail.workflow.approve": gettext_lazy("Approved"),
    "wagtail.workflow.reject": gettext_lazy("Changes asked for"),
    log.CANCEL: gettext_lazy("Withdrawn from review"),
    log.PUBLISH: gettext_lazy("Published"),
    log.UNPUBLISH: gettext_lazy("Taken off the site"),
    log.DELETE: gettext_lazy("Deleted"),
}
SENTENCES = {**WAGTAILS_ACTIONS, **OUR_ACTIONS}
# Told with the publication that follows.
SENTENCES.pop("moderation.significance")
CHOICES = {"visibility": Visibility, "attribution": Attribution, "significance": Significance}


def register_log_actions(actions):
    """Our words take the place of Wagtail's, which name workflows and tasks; authors know none."""
    actions.choices = [choice for choice in actions.choices if choice[0] not in WAGTAILS_ACTIONS]
    for action, sentence in {**WAGTAILS_ACTIONS, **OUR_ACTIONS}.items():
        actions.register_action(action, sentence, sentence)


def action_choices() -> list[tuple[str, str]]:
    """The actions a reader may filter by: the same for everyone, so they tell nothing."""
    accounts = [choice for choice in log_actions.get_choices() if choice[0].startswith("accounts.")]
    return [*SENTENCES.items(), *accounts]


class Line:
    """One entry, ready to be read: when, who, what, about what, why."""

    def __init__(self, entry, families=None):
        self.entry = entry
        self.data = entry.data
        self.when = entry.timestamp
        self.subject = entry.label
        self.reads_all = families is not None
        self.family = (families or {}).get(self.data.get("family"), "")

    @property
    def page_id(self):
        return getattr(self.entry, "page_id", None)

    @property
    def language(self) -> str:
        """The `lang` of the subject, where it is a page's title."""
        code = self.data.get("language")
        return get_language(code).tag if code else ""

    @cached_property
    def who(self) -> str:
        if not self.entry.user_id:
            return _("System")
        return self.entry.user.display_name() if self.entry.user else _("Deleted account")

    @cached_property
    def what(self) -> str:
        special = {
            log.PUBLISH: self._published,
            log.CANCEL: self._ended,
            log.HAND_OVER: self._handed_over,
            log.TAKE_BACK: self._taken_back,
        }.get(self.entry.action)
        general = SENTENCES.get(self.entry.action) or self.entry.message
        return (special and special()) or str(general)

    @cached_property
    def why(self) -> str:
        words = (self.data.get(key) for key in ("comment", "reason", "message"))
        return next((text for text in words if text), "")

    @cached_property
    def details(self) -> list[str]:
        """What changed, one sentence each."""
        changes = self.data.get("changes") or {}
        if self.entry.action == "content.narrow_visibility":
            narrowed = self.data.get("visibility") or {}
            changes = {"visibility": [narrowed.get("old"), narrowed.get("new")]}
        lines = [
            f"{capfirst(ContentPage._meta.get_field(name).verbose_name)}: "
            f"{_label(name, before)} → {_label(name, after)}"
            for name, (before, after) in changes.items()
            if name in CHOICES
        ]
        if self.data.get("first"):
            lines.append(_("First publication"))
        elif self.data.get("significance"):
            lines.append(_label("significance", self.data["significance"]))
        if self.data.get("joined"):
            lines.append(_("It came to this party family."))
        return [*lines, *self._about_person()]

    def _about_person(self):
        """Role and party, but of another family's party nothing to those who read one family."""
        before, after = self.data.get("before"), self.data.get("after")
        if self.entry.action == "accounts.change_role":
            return [f"{_roles(before)} → {_roles(after)}"]
        if self.entry.action == log.CHANGE_PARTY:
            moved = self.data.get("family_before") != self.data["family"]
            if moved and not self.reads_all:
                return [_("New in this party family.")]
            return [f"{before or '–'} → {after or '–'}"]
        return [_roles([self.data["role"]])] if self.data.get("role") else []

    def _published(self):
        reviewed = self.data.get("reviewed")
        return _("Published after review") if reviewed else _("Published without review")

    def _ended(self):
        return "" if self.data.get("withdrawn", True) else _("Review ended without a decision")

    def _handed_over(self):
        name = self.data.get("to")
        return _("Handed over to %(name)s") % {"name": name} if name else ""

    def _taken_back(self):
        if self.data.get("released"):
            return _("Given back to all who may review it")
        name = self.data.get("before")
        return _("Taken over from %(name)s") % {"name": name} if name else _("Taken over")


def _label(field, value) -> str:
    choices = CHOICES[field]
    return str(choices(value).label) if value in choices else str(value)


def _roles(names) -> str:
    return ", ".join(str(ROLE_LABELS.get(name, name)) for name in names or []) or "–"


def lines(entries, families=None) -> list[Line]:
    return [Line(entry, families) for entry in entries]
