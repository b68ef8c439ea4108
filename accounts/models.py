"""The person who signs in, and who is invited to."""

from datetime import timedelta

from django.conf import settings
from django.contrib.auth.models import AbstractUser, UserManager
from django.db import models
from django.db.models import F
from django.utils import timezone
from django.utils.functional import cached_property
from django.utils.translation import gettext_lazy as _

from core.languages import BY_CODE
from parties.models import Party, PartyFamily

from .own_language import default_language
from .roles import ROLE_LABELS


class PeopleQuerySet(models.QuerySet):
    def update(self, **fields):
        """Deactivating many people at once ends their sessions as well."""
        if fields.get("is_active") is False and "session_epoch" not in fields:
            fields["session_epoch"] = F("session_epoch") + 1
        return super().update(**fields)


class PeopleManager(UserManager.from_queryset(PeopleQuerySet)):
    use_in_migrations = False


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

    objects = PeopleManager()

    def save(self, *args, update_fields=None, **kwargs):
        """Deactivating ends the sessions for good: reactivating must not revive them."""
        if self.pk and not self.is_active and self._stored(is_active=True):
            self.session_epoch += 1
            update_fields = update_fields and {*update_fields, "session_epoch"}
        super().save(*args, update_fields=update_fields, **kwargs)

    def _stored(self, **values) -> bool:
        return type(self)._base_manager.filter(pk=self.pk, **values).exists()

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
        """A name for others to read; who signs in by an e-mail address keeps it to themselves."""
        return self.get_full_name() or self.username.partition("@")[0]

    @property
    def role_labels(self) -> list[str]:
        """What the person is, in words, as the lists of people say it."""
        names = {group.name for group in self.groups.all()}
        return [label for role, label in ROLE_LABELS.items() if role in names]


class InvitationQuerySet(models.QuerySet):
    def open(self):
        """Those whose link still works, as far as time and the inviter's word go."""
        waiting = self.filter(accepted_at=None, withdrawn_at=None)
        return waiting.filter(created_at__gt=timezone.now() - Invitation.VALID_FOR)


class Invitation(models.Model):
    """One person asked to join, by a link that works once and for seven days.

    `token_hash` is the SHA-256 of what stands in the link, empty until its mail is written. To
    invite again makes a new invitation and withdraws the one before.
    """

    VALID_FOR = timedelta(days=7)

    name = models.CharField(_("name"), max_length=150)
    # As long as a user name may be: it becomes one.
    email = models.EmailField(_("email address"), max_length=150)
    role = models.CharField(_("role"), max_length=20, choices=list(ROLE_LABELS.items()))
    party = models.ForeignKey(
        Party,
        null=True,
        blank=True,
        on_delete=models.CASCADE,
        related_name="+",
        verbose_name=_("party"),
    )
    languages = models.JSONField(_("languages"), default=list, blank=True)
    invited_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, on_delete=models.SET_NULL, related_name="+"
    )
    token_hash = models.CharField(max_length=64, blank=True, db_index=True)
    created_at = models.DateTimeField(default=timezone.now, db_index=True)
    accepted_at = models.DateTimeField(null=True)
    withdrawn_at = models.DateTimeField(null=True)

    objects = InvitationQuerySet.as_manager()

    class Meta:
        verbose_name = _("invitation")
        verbose_name_plural = _("invitations")
        ordering = ["-created_at", "-pk"]

    def __str__(self):
        return self.name

    @property
    def family(self) -> PartyFamily | None:
        return self.party.family if self.party else None

    @property
    def family_id(self) -> int | None:
        return self.party.family_id if self.party else None

    @property
    def language(self) -> str:
        """The language the invited person is written to in, and meets first."""
        return default_language(self.languages, self.party) or settings.LANGUAGE_CODE

    @property
    def expires_at(self):
        return self.created_at + self.VALID_FOR

    @property
    def is_open(self) -> bool:
        unused = self.accepted_at is None and self.withdrawn_at is None
        return unused and self.expires_at > timezone.now()

    @property
    def state_label(self) -> str:
        if self.accepted_at:
            return _("Accepted")
        if self.withdrawn_at:
            return _("Withdrawn")
        return _("Open") if self.is_open else _("Expired")
