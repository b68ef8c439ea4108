from django.core.management.base import BaseCommand

from search.documents import rebuild


class Command(BaseCommand):
    help = "Write all search documents again. Search is available throughout."

    def handle(self, *args, **options):
        count = rebuild(report=lambda done: self.stdout.write(f"{done} …"))
        self.stdout.write(self.style.SUCCESS(f"{count} search documents written."))
