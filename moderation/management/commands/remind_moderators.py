from django.core.management.base import BaseCommand
from django.utils.translation import override

from moderation.reminders import remind


class Command(BaseCommand):
    help = "Remind reviewers of what has waited for 3 days, and the editors too after 7. Run daily."

    def handle(self, *args, **options):
        with override("en"):
            people, submissions = remind()
        self.stdout.write(f"Submissions brought to mind: {submissions}. People told: {people}.")
