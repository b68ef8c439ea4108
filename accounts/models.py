"""The person who signs in."""

from django.contrib.auth.models import AbstractUser
from django.db import models
from django.utils.functional import cached_property
from django.utils.translation import gettext_lazy as _

from core.languages import BY_CODE
from parties.models import Party, PartyFamily


class User(AbstractUser):
    """A participant, moderator, translator, editor or administrator.

    `party` says for whom someone speaks, and so their party family; `languages` are the codes
    of the languages they write or translate into. What they may do comes from their groups
    (see `accounts.roles`). `muted_mail` lists the kinds of mail they do not want
    (`moderation.notifications` knows the kinds). Raising `session_epoch` ends every session they
    have.
    """

    party = models.ForeignKey(
        Party,
        null=True,
        blank=True,
        on_delete=models.PROTECT,
        related_name="members",
        verbose_name=_("party"),
    )
    languages = models.JSONField(_("languages"), default=list, blank=True)
    muted_mail = models.JSONField(_("mail switched off"), default=list, blank=True)
    session_epoch = models.PositiveIntegerField(default=0, editable=False)

    @property
    def family(self) -> PartyFamily | None:
        return self.party.family if self.party else None

    @property
    def family_id(self) -> int | None:
        return self.party.family_id if self.party else None

    @property
    def content_languages(self) -> list[str]:
        """The page trees they write in, in their order; Serbian in Latin is written in `sr`."""
        codes = [BY_CODE[code].content for code in self.languages if code in BY_CODE]
        return list(dict.fromkeys(codes))

    @cached_property
    def role_names(self) -> frozenset[str]:
        """Names of their groups, read once a request; nobody inactive has any."""
        if not self.is_active or self.pk is None:
            return frozenset()
        return frozenset(self.groups.values_list("name", flat=True))

    def get_session_auth_hash(self):
        return f"{super().get_session_auth_hash()}{self.session_epoch}"

    def display_name(self) -> str:
        return self.get_full_name() or self.username
