"""What an author and an editor choose about a page."""

from django.db import models
from django.utils.translation import gettext_lazy as _


class Visibility(models.TextChoices):
    PUBLIC = "public", _("Everybody")
    MEMBERS = "members", _("Signed-in people of the programme")
    FAMILY = "family", _("Signed-in people of the party family")


class Attribution(models.TextChoices):
    NAME = "name", _("My name and party")
    PARTY = "party", _("My party, without my name")
    FAMILY = "family", _("My party family only")
    ANONYMOUS = "anonymous", _("Nobody: publish it anonymously")


class Significance(models.TextChoices):
    """Whether a change alters what a page says: only a major one makes translations outdated."""

    MINOR = "minor", _("Minor: wording, spelling, layout")
    MAJOR = "major", _("Major: it says something else than before")
