"""Serbian has a space after each full stop of a short date."""

from django.conf.locale.sr.formats import *  # noqa: F403

SHORT_DATE_FORMAT = "j. n. Y."
SHORT_DATETIME_FORMAT = "j. n. Y. H:i"
