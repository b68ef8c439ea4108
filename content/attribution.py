"""What a page tells of its author, and nothing beyond it.

Everything shown outside the family's moderators and the editors reads these, never `author`,
`author_party` or `family`.
"""

from django.utils.translation import gettext as _


class AttributionMixin:
    """Needs `attribution`, `author`, `author_party` and `family`."""

    @property
    def named_author(self):
        return self.author if self.attribution == "name" else None

    @property
    def named_party(self):
        return self.author_party if self.attribution in ("name", "party") else None

    @property
    def named_family(self):
        return None if self.attribution == "anonymous" else self.family

    def byline(self) -> str:
        """Who is named as author, in the active language; empty for a page of the secretariat."""
        if self.attribution == "anonymous":
            return _("Anonymous")
        if self.named_author:
            names = [self.named_author.display_name(), str(self.named_party or "")]
            return ", ".join(filter(None, names))
        if self.named_party:
            return str(self.named_party)
        if self.named_family:
            return f"{_('Party family')}: {self.named_family}"
        return ""
