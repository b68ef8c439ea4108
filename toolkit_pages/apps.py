from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class ToolkitPagesConfig(AppConfig):
    name = "toolkit_pages"
    verbose_name = _("Political Integrity Tool Kit")
