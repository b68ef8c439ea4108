"""Bosnian has a full stop after day and year, and one between thousands."""

from django.conf.locale.bs.formats import *  # noqa: F403

DATE_FORMAT = "j. F Y."
DATETIME_FORMAT = "j. F Y. H:i"
SHORT_DATE_FORMAT = "j. n. Y."
SHORT_DATETIME_FORMAT = "j. n. Y. H:i"
THOUSAND_SEPARATOR = "."
NUMBER_GROUPING = 3
