from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _
from wagtail.users.apps import WagtailUsersAppConfig


class AccountsConfig(AppConfig):
    name = "accounts"
    default = True
    verbose_name = _("Accounts")

    def ready(self):
        from . import invitations, password_reset  # noqa: F401 (they register their links)


class WagtailUsersConfig(WagtailUsersAppConfig):
    """Wagtail's user administration, with the fields of our user."""

    user_viewset = "accounts.viewsets.UserViewSet"
