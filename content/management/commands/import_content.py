"""Content files into pages."""

from pathlib import Path

from django.core.management.base import BaseCommand, CommandError

from content.transfer.problems import TransferError
from content.transfer.storing import import_folder


class Command(BaseCommand):
    help = "Import a folder of Markdown files with YAML front matter, all or none."

    def add_arguments(self, parser):
        parser.add_argument("folder", type=Path)

    def handle(self, *args, **options):
        try:
            counts = import_folder(options["folder"])
        except TransferError as error:
            raise CommandError(f"Nothing was imported.\n{error}") from error
        self.stdout.write(", ".join(f"{count} {name}" for name, count in counts.items()))
