"""Everything a fresh installation needs before people come; safe to run again."""

from django.core.management.base import BaseCommand
from django.db import transaction

import moderation.setup
from accounts import roles
from content.files import collections
from home import new_languages, tree
from parties import vocabulary as parties_vocabulary
from topics import vocabulary as topics_vocabulary


class Command(BaseCommand):
    help = "Create vocabularies, roles, page trees and the workflow where they are missing."

    def handle(self, *args, **options):
        new_languages.add_columns(self.stdout)
        self._install()
        self.stdout.write("The site is set up.")

    @transaction.atomic
    def _install(self):
        vocabularies = (parties_vocabulary, topics_vocabulary)
        for step in (*vocabularies, roles, tree, collections, moderation.setup):
            step.install()
