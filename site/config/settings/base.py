"""Settings every environment shares. Each value that differs comes from the environment."""

from pathlib import Path

import environ
from django.conf.locale import LANG_INFO

from core.languages import CONTENT_LANGUAGES, django_lang_info
from core.languages import LANGUAGES as LANGUAGE_TABLE

BASE_DIR = Path(__file__).resolve().parents[3]


env = environ.Env()
VAR_DIR = Path(env.str("VAR_DIR", default=str(BASE_DIR / "var")))

SITE_NAME = "Integrity Leaders"
ROOT_URLCONF = "config.urls"
WSGI_APPLICATION = "config.wsgi.application"
DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"
AUTH_USER_MODEL = "accounts.User"
DEBUG = False

INSTALLED_APPS = [
    "modeltranslation",
    "wagtail.api.v2",
    "wagtail.contrib.settings",
    "wagtail.contrib.typed_table_block",
    "wagtail.embeds",
    "wagtail.sites",
    "accounts.apps.WagtailUsersConfig",
    "wagtail.snippets",
    "wagtail.documents",
    "wagtail.images",
    "wagtail.search",
    "wagtail.admin",
    "wagtail.locales",
    "wagtail",
    "modelcluster",
    "taggit",
    "rest_framework",
    "allauth",
    "allauth.account",
    "django_tasks",
    "django_tasks_db",
    "django.contrib.auth",
    "django.contrib.contenttypes",
    "django.contrib.sessions",
    "django.contrib.messages",
    "django.contrib.postgres",
    "django.contrib.sitemaps",
    "django.contrib.staticfiles",
    # Ours come last: what Wagtail's apps register when ready, ours may replace.
    "home",
    "blog",
    "case_studies",
    "toolkit_pages",
    "search",
    "moderation",
    "translations",
    "content",
    "accounts",
    "parties",
    "topics",
    "core",
]

MIDDLEWARE = [
    "django.middleware.security.SecurityMiddleware",
    "whitenoise.middleware.WhiteNoiseMiddleware",
    "django.contrib.sessions.middleware.SessionMiddleware",
    "core.middleware.PrivateAnswersMiddleware",
    "core.middleware.LocaleMiddleware",
    "django.middleware.common.CommonMiddleware",
    "django.middleware.csrf.CsrfViewMiddleware",
    "django.contrib.auth.middleware.AuthenticationMiddleware",
    "allauth.account.middleware.AccountMiddleware",
    "django.contrib.messages.middleware.MessageMiddleware",
    "moderation.middleware.OnePageAtATimeMiddleware",
    "accounts.own_language.OwnLanguageMiddleware",
    "django.middleware.clickjacking.XFrameOptionsMiddleware",
    "content.middleware.HideUnreadablePagesMiddleware",
    "moderation.middleware.HideEarlierDraftsMiddleware",
    "core.middleware.IncompleteFormMiddleware",
]

TEMPLATES = [
    {
        "BACKEND": "django.template.backends.django.DjangoTemplates",
        "DIRS": [BASE_DIR / "templates"],
        "APP_DIRS": True,
        "OPTIONS": {
            "context_processors": [
                "django.template.context_processors.request",
                "django.template.context_processors.i18n",
                "django.contrib.auth.context_processors.auth",
                "django.contrib.messages.context_processors.messages",
            ],
        },
    },
]

# What search remembers is not to drive out what signing in does: how often somebody tried.
CACHES = {
    name: {"BACKEND": "django.core.cache.backends.locmem.LocMemCache", "LOCATION": name}
    for name in ("default", "search")
}

AUTH_PASSWORD_VALIDATORS = [
    {"NAME": "django.contrib.auth.password_validation.UserAttributeSimilarityValidator"},
    {"NAME": "django.contrib.auth.password_validation.MinimumLengthValidator"},
    {"NAME": "django.contrib.auth.password_validation.CommonPasswordValidator"},
]

# Signing in: by invitation only, at one address (see docs/decisions/0006-membership.md).
AUTHENTICATION_BACKENDS = ["accounts.auth_backends.SignInBackend"]
LOGIN_URL = WAGTAILADMIN_LOGIN_URL = WAGTAIL_FRONTEND_LOGIN_URL = "account_login"
LOGIN_REDIRECT_URL = "wagtailadmin_home"
CSRF_FAILURE_VIEW = "home.views.form_refused"
LOGOUT_REDIRECT_URL = "account_login"
SESSION_ENGINE = "core.sessions"
ACCOUNT_ADAPTER = "accounts.adapter.AccountAdapter"
ACCOUNT_LOGIN_METHODS = {"username", "email"}
ACCOUNT_SIGNUP_FIELDS = ["email*", "username*", "password1*", "password2*"]
ACCOUNT_EMAIL_VERIFICATION = "none"
ACCOUNT_PREVENT_ENUMERATION = True
ACCOUNT_EMAIL_UNKNOWN_ACCOUNTS = False
ACCOUNT_PASSWORD_RESET_TOKEN_GENERATOR = "django.contrib.auth.tokens.PasswordResetTokenGenerator"  # noqa: S105
ACCOUNT_RATE_LIMITS = {"accept_invitation": "60/m/ip"}
ACCOUNT_FORMS = {
    "login": "accounts.sign_in_forms.LoginForm",
    "reset_password": "accounts.sign_in_forms.ResetPasswordForm",
    "reset_password_from_key": "accounts.sign_in_forms.ResetPasswordKeyForm",
    "change_password": "accounts.sign_in_forms.ChangePasswordForm",
    "user_token": "accounts.sign_in_forms.UserTokenForm",
}
# Passwords are changed at one address; an e-mail address is changed by an editor, who knows whose
# it is.
WAGTAIL_PASSWORD_MANAGEMENT_ENABLED = False
WAGTAIL_EMAIL_MANAGEMENT_ENABLED = False

# Languages. `sr-latn` is served from the pages of `sr`: it has no page tree of its own.
LANG_INFO.update(django_lang_info())
LANGUAGE_CODE = "en"
LANGUAGES = [(row.code, row.name) for row in LANGUAGE_TABLE]
LANGUAGE_COOKIE_AGE = 365 * 24 * 60 * 60
LANGUAGE_COOKIE_HTTPONLY = True
LANGUAGE_COOKIE_SAMESITE = "Lax"
LOCALE_PATHS = [BASE_DIR / "locale"]
FORMAT_MODULE_PATH = ["core.formats"]
USE_I18N = True
USE_TZ = True
TIME_ZONE = "Europe/Belgrade"
# Nobody is asked for theirs: the programme's countries are at most an hour apart.
WAGTAIL_USER_TIME_ZONES = [TIME_ZONE]
WAGTAIL_I18N_ENABLED = True
WAGTAIL_CONTENT_LANGUAGES = [(row.code, row.name) for row in CONTENT_LANGUAGES]
WAGTAILADMIN_PERMITTED_LANGUAGES = LANGUAGES
MODELTRANSLATION_DEFAULT_LANGUAGE = "en"
MODELTRANSLATION_FALLBACK_LANGUAGES = {"default": ("en",), "sr-latn": ("sr", "en")}

STATIC_URL = "/static/"
STATIC_ROOT = VAR_DIR / "static"
STATICFILES_DIRS = [BASE_DIR / "static"]
MEDIA_URL = "/media/"
# Private: no web server may serve it by itself. `content.files` answers what is asked for.
MEDIA_ROOT = env.str("MEDIA_ROOT", default=str(VAR_DIR / "media"))
MEDIA_ACCEL_LOCATION = env.str("MEDIA_ACCEL_LOCATION", default="")
FILE_UPLOAD_PERMISSIONS = 0o640

WAGTAIL_SITE_NAME = SITE_NAME
WAGTAIL_ALLOW_UNICODE_SLUGS = False
WAGTAIL_GRAVATAR_PROVIDER_URL = None
WAGTAIL_ENABLE_UPDATE_CHECK = False
WAGTAIL_PRIVATE_PAGE_OPTIONS = {"SHARED_PASSWORD": False}
WAGTAIL_ENABLE_WHATS_NEW_BANNER = False
WAGTAIL_FINISH_WORKFLOW_ACTION = "moderation.publishing.publish_approved_revision"
# Formats whose metadata `content.files.cleaning` removes; it knows those of documents. (With
# WAGTAILDOCS_EXTENSIONS, Wagtail's uploader fails for a file whose title has to be corrected.)
WAGTAILIMAGES_EXTENSIONS = ["jpg", "jpeg", "png", "webp", "gif"]
WAGTAILIMAGES_MAX_UPLOAD_SIZE = 15 * 1024 * 1024
WAGTAILIMAGES_IMAGE_FORM_BASE = "content.files.forms.ImageForm"
WAGTAILDOCS_MAX_UPLOAD_SIZE = 20 * 1024 * 1024
WAGTAILDOCS_DOCUMENT_FORM_BASE = "content.files.forms.DocumentForm"
WAGTAILADMIN_NOTIFICATION_INCLUDE_SUPERUSERS = False
WAGTAILADMIN_NOTIFICATION_USE_HTML = False
WAGTAILSEARCH_BACKENDS = {"default": {"BACKEND": "wagtail.search.backends.database"}}
# An address that leads to a page is not looked up: the answer would name pages of other families.
WAGTAILADMIN_EXTERNAL_LINK_CONVERSION = "off"
WAGTAILADMIN_UNSAFE_PAGE_DELETION_LIMIT = 1

TASKS = {"default": {"BACKEND": "django_tasks.backends.immediate.ImmediateBackend"}}

SEARCH_ENGINE = env.str("SEARCH_ENGINE", default="sqlite")
ELASTICSEARCH_URLS = env.list("ELASTICSEARCH_URLS", default=[])
ELASTICSEARCH_USER = env.str("ELASTICSEARCH_USER", default="")
ELASTICSEARCH_PASSWORD = env.str("ELASTICSEARCH_PASSWORD", default="")
ELASTICSEARCH_API_KEY = env.str("ELASTICSEARCH_API_KEY", default="")
ELASTICSEARCH_CA_CERTS = env.str("ELASTICSEARCH_CA_CERTS", default="")
ELASTICSEARCH_INDEX = env.str("ELASTICSEARCH_INDEX", default="integrity-documents")
ELASTICSEARCH_TIMEOUT = env.float("ELASTICSEARCH_TIMEOUT", default=2.0)

DATA_UPLOAD_MAX_NUMBER_FIELDS = 10_000
# Wagtail shows previews in a frame of the same site.
X_FRAME_OPTIONS = "SAMEORIGIN"
SILENCED_SYSTEM_CHECKS = ["security.W019"]
SECURE_REFERRER_POLICY = "same-origin"
