from django.core.management.base import BaseCommand

from search import doctor

EXAMPLES = 5


class Command(BaseCommand):
    help = (
        "Compare live pages with what search and its index know of them, and say what differs. "
        "Ends with 1 if anything does, after mending too."
    )

    def add_arguments(self, parser):
        parser.add_argument("--mend", action="store_true", help="write again what differs")

    def handle(self, *args, **options):
        found = doctor.examine()
        self._tell(found)
        if found and options["mend"]:
            doctor.mend(found)
            found = doctor.examine()
            self.stdout.write("Mended." if not found else "After mending:")
            self._tell(found)
        if found:
            raise SystemExit(1)
        self.stdout.write(self.style.SUCCESS("Search knows what the pages say."))

    def _tell(self, differences):
        for difference in differences:
            ids = difference.ids
            self.stdout.write(f"{difference.what}: {len(ids)}" if ids else difference.what)
            titles = doctor.titles(ids[:EXAMPLES])
            for pk in ids[:EXAMPLES]:
                self.stdout.write(f"  {pk} {titles.get(pk, '(deleted)')}")
            if len(ids) > EXAMPLES:
                self.stdout.write(f"  and {len(ids) - EXAMPLES} more")
