"""Pages into content files."""

from pathlib import Path

from django.core.management.base import BaseCommand, CommandError

from content.transfer.exporting import export_folder
from content.transfer.problems import TransferError


class Command(BaseCommand):
    help = "Export every page into an empty folder, as Markdown files with YAML front matter."

    def add_arguments(self, parser):
        parser.add_argument("folder", type=Path)

    def handle(self, *args, **options):
        try:
            exported = export_folder(options["folder"])
        except TransferError as error:
            raise CommandError(f"Nothing was exported.\n{error}") from error
        self.stdout.write(f"{exported.pages} exported")
        if exported.newer_drafts:
            self.stdout.write(
                f"{exported.newer_drafts} of them have a newer draft, which was not exported"
            )
