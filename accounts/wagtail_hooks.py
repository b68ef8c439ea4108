"""Where people and invitations stand in the admin, and what of them the log knows."""

from django.urls import include, path, reverse
from django.utils.translation import gettext_lazy as _
from wagtail import hooks
from wagtail.admin.menu import MenuItem

from .account_panels import MailSettingsPanel, PasswordPanel
from .invitation_csv_views import ExampleView, InviteManyView
from .invitation_views import InvitationsView, InviteAgainView, InviteView, WithdrawView
from .people_views import AccessView, PeopleView, PersonView
from .permissions import sees_people


@hooks.register("register_admin_urls")
def register_admin_urls():
    patterns = [
        path("", PeopleView.as_view(), name="people"),
        path("<int:pk>/", PersonView.as_view(), name="person"),
        path("<int:pk>/deactivate/", AccessView.as_view(active=False), name="deactivate"),
        path("<int:pk>/reactivate/", AccessView.as_view(), name="reactivate"),
        path("invitations/", InvitationsView.as_view(), name="invitations"),
        path("invitations/new/", InviteView.as_view(), name="invite"),
        path("invitations/list/", InviteManyView.as_view(), name="invite_many"),
        path("invitations/list/example/", ExampleView.as_view(), name="invite_many_example"),
        path("invitations/<int:pk>/withdraw/", WithdrawView.as_view(), name="withdraw"),
        path("invitations/<int:pk>/again/", InviteAgainView.as_view(), name="invite_again"),
    ]
    return [path("people/", include((patterns, "people")))]


class PeopleMenuItem(MenuItem):
    def is_shown(self, request):
        return sees_people(request.user)


@hooks.register("register_admin_menu_item")
def register_people_menu_item():
    return PeopleMenuItem(
        _("People"), reverse("people:people"), name="people", icon_name="group", order=110
    )


@hooks.register("register_log_actions")
def register_log_actions(actions):
    for action, label, message in (
        ("accounts.invite", _("Invite"), _("Invited")),
        ("accounts.withdraw_invitation", _("Withdraw an invitation"), _("Invitation withdrawn")),
        ("accounts.accept", _("Join"), _("Joined by invitation")),
        ("accounts.change_role", _("Change a role"), _("Role changed")),
        ("accounts.change_party", _("Change a party"), _("Party changed")),
        ("accounts.deactivate", _("Deactivate"), _("Deactivated")),
        ("accounts.reactivate", _("Reactivate"), _("Reactivated")),
    ):
        if action not in actions.formatters:
            actions.register_action(action, label, message)


@hooks.register("register_account_settings_panel")
def register_mail_panel(request, user, profile):
    return MailSettingsPanel(request, user, profile)


@hooks.register("register_account_settings_panel")
def register_password_panel(request, user, profile):
    return PasswordPanel(request, user, profile)
