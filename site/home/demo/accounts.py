"""The demonstration's accounts, listed in docs and at the end of `load_demo`."""

from typing import NamedTuple

from django.contrib.auth.hashers import make_password
from django.contrib.auth.models import Group
from wagtail.users.models import UserProfile

from accounts.models import User
from accounts.roles import EDITORS, MODERATORS, PARTICIPANTS, TRANSLATORS
from core.languages import BY_CODE
from parties.models import Party

from . import parties

PASSWORD = "demo"  # noqa: S105 (public on purpose)


class Account(NamedTuple):
    """An example person. `party` is a family and a country; the first language is the admin's."""

    username: str
    names: tuple[str, str]
    role: str | None
    languages: tuple[str, ...] = ("en",)
    party: tuple[str, str] | None = None
    reads: str = ""

    @property
    def admin_language(self) -> str:
        return self.reads or self.languages[0]


# Family → country and languages: of its participant, its moderators; no two share a country.
FAMILIES = {
    "conservative": (("AL", "sq"), ("XK", "en", "sq"), ("ME", "en", "cnr")),
    "liberal": (("RO", "ro"), ("HR", "en", "hr"), ("BA", "en", "bs")),
    "green": (("MK", "mk"), ("SI", "sl", "en", "mk"), ("BG", "en", "bg")),
    "social-democratic": (("RS", "sr"), ("MK", "en", "mk"), ("SI", "en", "sl")),
}
# Language → family and country of its translator.
TRANSLATORS_OF = {
    "sq": ("conservative", "XK"),
    "bs": ("liberal", "BA"),
    "bg": ("green", "BG"),
    "hr": ("social-democratic", "HR"),
    "mk": ("conservative", "MK"),
    "cnr": ("liberal", "ME"),
    "ro": ("green", "RO"),
    "sr": ("social-democratic", "RS"),
    "sl": ("conservative", "SI"),
}


def all_accounts():
    yield Account("admin", ("Administrator", "(example)"), None)
    yield Account("editor", ("Editor", "(example)"), EDITORS)
    yield Account("editor-2", ("Editor 2", "(example)"), EDITORS)
    for family, (participant, *moderators) in FAMILIES.items():
        yield from _family_accounts(family, participant, moderators)
    for language, party in TRANSLATORS_OF.items():
        names = ("Translator", f"{BY_CODE[language].english} (example)")
        yield Account(f"translator-{language}", names, TRANSLATORS, (language, "en"), party)


def _family_accounts(family, participant, moderators):
    last_name = f"{family.title()} (example)"
    country, language = participant
    yield Account(
        f"participant-{family}",
        ("Participant", last_name),
        PARTICIPANTS,
        (language, "en"),
        (family, country),
    )
    for suffix, (country, *languages) in zip(("", "-2"), moderators, strict=True):
        yield Account(
            f"moderator-{family}{suffix}",
            (f"Moderator{suffix.replace('-', ' ')}", last_name),
            MODERATORS,
            tuple(languages),
            (family, country),
            reads="en",
        )


def install():
    """Create the accounts that are missing; others stay as they are, their passwords included."""
    existing = set(User.objects.values_list("username", flat=True))
    missing = [account for account in all_accounts() if account.username not in existing]
    # Hashing is slow on purpose; one public password needs it once.
    password = make_password(PASSWORD) if missing else ""
    for account in missing:
        _create(account, password)


def _create(account, password):
    first_name, last_name = account.names
    user = User.objects.create(
        username=account.username,
        password=password,
        first_name=first_name,
        last_name=last_name,
        email=f"{account.username}@example.org",
        is_superuser=account.role is None,
        is_staff=account.role is None,
        party=account.party and Party.objects.get(slug=parties.slug(*account.party)),
        languages=list(account.languages),
    )
    if account.role:
        user.groups.add(Group.objects.get(name=account.role))
    UserProfile.objects.update_or_create(
        user=user, defaults={"preferred_language": account.admin_language}
    )
