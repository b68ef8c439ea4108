"""The demonstration: a set-up site with example parties, accounts and content."""

from pathlib import Path

from django.conf import settings
from django.core.management import call_command
from django.core.management.base import BaseCommand, CommandError
from django.db import transaction

import home.demo
from content.transfer.problems import TransferError
from content.transfer.storing import import_folder
from home.demo import accounts, parties

CONTENT = Path(home.demo.__file__).parent / "content"


class Command(BaseCommand):
    help = "Load demo accounts and content where they are missing; for demonstrations only."

    def handle(self, *args, **options):
        if not getattr(settings, "DEMO", False):
            raise CommandError(
                "Refused: the demo accounts have a public password, and these are not demo "
                "settings. Use --settings config.settings.demo."
            )
        try:
            counts = self._load()
        except TransferError as error:
            raise CommandError(f"Nothing was loaded.\n{error}") from error
        self.stdout.write(", ".join(f"{count} {name}" for name, count in counts.items()))
        self._say_where()

    @transaction.atomic
    def _load(self):
        call_command("setup_site", stdout=self.stdout)
        parties.install()
        accounts.install()
        # What people have made of the demo's pages since stays theirs.
        return import_folder(CONTENT, keep_existing=True)

    def _say_where(self):
        address = settings.WAGTAILADMIN_BASE_URL
        names = ", ".join(account.username for account in accounts.all_accounts())
        self.stdout.write(
            f"Read at {address}/, sign in at {address}/admin/ by user name.\n"
            f"The password is {accounts.PASSWORD} for each of these: {names}."
        )
