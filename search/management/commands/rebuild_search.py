from time import monotonic

from django.core.management.base import BaseCommand

from search import documents, tasks
from search.models import SearchDocument


class Command(BaseCommand):
    help = (
        "Write the search documents that are missing or outdated. Search is available throughout; "
        "interrupted, it goes on where it was when it is run again."
    )

    def add_arguments(self, parser):
        parser.add_argument("--all", action="store_true", help="write every document again")
        parser.add_argument(
            "--in-background", action="store_true", help="leave the work to the task queue"
        )

    def handle(self, *args, **options):
        if options["all"]:
            SearchDocument.objects.update(analysis=0)
        if options["in_background"]:
            return self._leave_to_the_queue()
        self.began = monotonic()
        count, failed = documents.rebuild(self._report)
        self.stdout.write(self.style.SUCCESS(f"{count} search documents written."))
        if failed:
            names = ", ".join(map(str, failed[:20]))
            self.stderr.write(f"Pages that could not be written (see the log): {names}")
            raise SystemExit(1)

    def _report(self, done, of):
        rate = done / max(monotonic() - self.began, 0.001)
        left = (of - done) / rate
        self.stdout.write(f"{done} of {of}, {rate:.0f} a second, {left:.0f} s left")

    def _leave_to_the_queue(self):
        count = documents.outdated().count()
        if count:
            tasks.write_outdated.enqueue()
        self.stdout.write(f"{count} search documents are to be written.")
