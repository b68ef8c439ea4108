"""Below /accounts/: of allauth's addresses only those in use; there is none to sign up."""

from allauth.account import views as allauth_views
from django.urls import path, re_path

from .invitation_views import JoinView
from .sign_in_views import LoginView, LogoutView

urlpatterns = [
    path("invitation/<str:token>/", JoinView.as_view(), name="accept_invitation"),
    path("login/", LoginView.as_view(), name="account_login"),
    path("logout/", LogoutView.as_view(), name="account_logout"),
    path("password/change/", allauth_views.password_change, name="account_change_password"),
    path("password/reset/", allauth_views.password_reset, name="account_reset_password"),
    path(
        "password/reset/done/",
        allauth_views.password_reset_done,
        name="account_reset_password_done",
    ),
    re_path(
        r"^password/reset/key/(?P<uidb36>[0-9A-Za-z]+)-(?P<key>.+)/$",
        allauth_views.password_reset_from_key,
        name="account_reset_password_from_key",
    ),
    path(
        "password/reset/key/done/",
        allauth_views.password_reset_from_key_done,
        name="account_reset_password_from_key_done",
    ),
]
