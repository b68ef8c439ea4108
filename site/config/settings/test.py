"""The test suite: SQLite in memory, or the database named by DATABASE_URL."""

import tempfile

from .base import *  # noqa: F403
from .base import env

DEMO = True
SECRET_KEY = "tests-only"  # noqa: S105
ALLOWED_HOSTS = ["*"]
WAGTAILADMIN_BASE_URL = "http://testserver"
DATABASES = {"default": env.db_url("DATABASE_URL", default="sqlite://:memory:")}
# Each process has its own, which goes when the process ends: workers and subprocesses included.
_media = tempfile.TemporaryDirectory(prefix="integrity-leaders-media-", ignore_cleanup_errors=True)
MEDIA_ROOT = _media.name
PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher"]
MAILERS = {"default": {"BACKEND": "django.core.mail.backends.locmem.EmailBackend"}}
DEFAULT_FROM_EMAIL = "tests@localhost"
WHITENOISE_AUTOREFRESH = True
WHITENOISE_USE_FINDERS = True
