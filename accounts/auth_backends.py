"""Who may sign in: by user name or e-mail address, in the same time whether there is one or not."""

from allauth.account.auth_backends import AuthenticationBackend
from django.contrib.auth import get_user_model
from django.contrib.auth.hashers import make_password
from django.db.models import Case, Q, When


class SignInBackend(AuthenticationBackend):
    """Checks exactly one password, whatever was typed.

    allauth's own checks one for each way a name can be read: three for somebody whose user name
    is their address, one for nobody; and it tells a deactivated person that they are one.
    """

    def authenticate(self, request, username=None, email=None, password=None, **kwargs):
        name = username or email
        if not name or not password:
            return None
        user = find_person(name)
        if user is None:
            make_password(password)
            return None
        matches = user.check_password(password)
        return user if matches and self.user_can_authenticate(user) else None


def find_person(name: str):
    """The person who signs in as that: first by their user name, then by their address."""
    people = get_user_model()._default_manager.filter(
        Q(username__iexact=name) | Q(email__iexact=name)
    )
    by_username = Case(When(username=name, then=0), When(username__iexact=name, then=1), default=2)
    return people.order_by(by_username, "-is_active", "pk").first()
