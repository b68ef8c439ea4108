from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class ContentConfig(AppConfig):
    name = "content"
    verbose_name = _("Content")

    def import_models(self):
        """Choosers are made when the first app is ready, and keep the words they find."""
        super().import_models()
        from . import wagtails_words

        wagtails_words.say_in_the_readers_language()

    def ready(self):
        from . import above, bad_input, comments, person_filters, policies, signal_handlers
        from .files import signal_handlers as file_signal_handlers

        above.register()
        bad_input.register()
        comments.register()
        policies.register()
        person_filters.register()
        signal_handlers.register()
        file_signal_handlers.register()
