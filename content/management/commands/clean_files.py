from django.core.exceptions import ValidationError
from django.core.management.base import BaseCommand

from content.files.storing import clean_stored
from content.files.uses import file_models


class Command(BaseCommand):
    help = "Clean files that were stored before uploads were cleaned; safe to run again."

    def handle(self, *args, **options):
        cleaned, refused = 0, 0
        for model in file_models().values():
            for file in model.objects.order_by("pk").iterator():
                try:
                    cleaned += clean_stored(file)
                except (ValidationError, FileNotFoundError) as error:
                    refused += 1
                    self.stderr.write(f"{model._meta.verbose_name} {file.pk}: {error}")
        self.stdout.write(f"{cleaned} cleaned, {refused} left as they are")
