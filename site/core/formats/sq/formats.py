"""Albanian writes the day without a leading zero, thousands with a space."""

from django.conf.locale.sq.formats import *  # noqa: F403

DATE_FORMAT = "j F Y"
DATETIME_FORMAT = "j F Y, H:i"
SHORT_DATE_FORMAT = "j.n.Y"
SHORT_DATETIME_FORMAT = "j.n.Y, H:i"
THOUSAND_SEPARATOR = "\xa0"
NUMBER_GROUPING = 3
