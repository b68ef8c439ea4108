"""The demonstration: SQLite, no service, known passwords. Never for a public address."""

from .base import *  # noqa: F403
from .base import VAR_DIR, env

DEMO = True
DEBUG = False
# Public on purpose: the demonstration's accounts have a public password too.
SECRET_KEY = "demo-only-not-secret-0c1f5a"  # noqa: S105
ALLOWED_HOSTS = ["*"]
WAGTAILADMIN_BASE_URL = env.str("WAGTAILADMIN_BASE_URL", default="http://127.0.0.1:8000")
DATABASES = {"default": env.db_url("DATABASE_URL", default=f"sqlite:///{VAR_DIR}/demo.sqlite3")}
if DATABASES["default"]["ENGINE"].endswith("sqlite3"):
    DATABASES["default"]["OPTIONS"] = {
        "transaction_mode": "IMMEDIATE",
        "init_command": "PRAGMA journal_mode=WAL; PRAGMA synchronous=NORMAL;",
    }
MAILERS = {
    "default": {
        "BACKEND": "django.core.mail.backends.filebased.EmailBackend",
        "OPTIONS": {"file_path": str(VAR_DIR / "mail")},
    }
}
DEFAULT_FROM_EMAIL = "Integrity Leaders <demo@localhost>"
WHITENOISE_USE_FINDERS = True
WHITENOISE_AUTOREFRESH = False
