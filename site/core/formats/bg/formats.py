"""Bulgarian names the year as one, and counts 24 hours."""

from django.conf.locale.bg.formats import *  # noqa: F403

DATE_FORMAT = "j F Y г."
DATETIME_FORMAT = "j F Y г., H:i"
SHORT_DATE_FORMAT = "j.m.Y г."
SHORT_DATETIME_FORMAT = "j.m.Y г., H:i"
NUMBER_GROUPING = 3
