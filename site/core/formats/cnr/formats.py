"""Montenegrin writes dates and numbers as Serbian in Latin script does."""

from django.conf.locale.sr_Latn.formats import *  # noqa: F403

SHORT_DATE_FORMAT = "j. n. Y."
SHORT_DATETIME_FORMAT = "j. n. Y. H:i"
