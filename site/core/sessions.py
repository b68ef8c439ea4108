"""Sessions as Django keeps them in the database, asked for by keys it could have given."""

from django.contrib.sessions.backends import db


class SessionStore(db.SessionStore):
    # The name is Django's on purpose: what is in a session is signed with it.
    def _validate_session_key(self, key):
        """A cookie may hold anything, and PostgreSQL does not take a NUL for text."""
        return super()._validate_session_key(key) and key.isascii() and key.isalnum()
