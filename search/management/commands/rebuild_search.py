from time import monotonic

from django.core.management.base import BaseCommand

from search import changes, documents, tasks
from search.index import IndexUnavailable, get_index
from search.models import SearchDocument


class Command(BaseCommand):
    help = (
        "Write the search documents that are missing or outdated, and send the index what it "
        "lacks. Search is available throughout; interrupted, it goes on where it was when it is "
        "run again."
    )

    def add_arguments(self, parser):
        parser.add_argument("--all", action="store_true", help="every document, and a new index")
        parser.add_argument(
            "--in-background", action="store_true", help="leave the work to the task queue"
        )

    def handle(self, *args, **options):
        if options["all"]:
            SearchDocument.objects.update(analysis=0)
        if options["in_background"]:
            return self._leave_to_the_queue()
        fine = self._write_documents()
        if ((index := get_index()) and not self._fill(index, options["all"])) or not fine:
            raise SystemExit(1)

    def _write_documents(self):
        self.began = monotonic()
        count, failed = documents.rebuild(self._report)
        self.stdout.write(self.style.SUCCESS(f"{count} search documents written."))
        if failed:
            names = ", ".join(map(str, failed[:20]))
            self.stderr.write(f"Pages that could not be written (see the log): {names}")
        return not failed

    def _report(self, done, of):
        rate = done / max(monotonic() - self.began, 0.001)
        left = (of - done) / rate
        self.stdout.write(f"{done} of {of}, {rate:.0f} a second, {left:.0f} s left")

    def _fill(self, index, anew):
        try:
            if anew:
                index.rebuild(changes.all_documents())
            changes.catch_up(index)
        except IndexUnavailable as failure:
            self.stderr.write(f"The index does not answer; it is told later ({failure}).")
            return False
        self.stdout.write(self.style.SUCCESS("The index knows all search documents."))
        return True

    def _leave_to_the_queue(self):
        count = documents.outdated().count()
        for task in (tasks.count_words, tasks.write_outdated, tasks.catch_up):
            task.enqueue()
        self.stdout.write(f"{count} search documents are to be written.")
