"""Conditions on texts that hold in every alphabet."""

import re

from django.db.models import Q


def contains(field: str, text: str) -> Q:
    """The field has the text somewhere, in small or capital letters.

    Unlike `icontains` in SQLite, which knows small and capital letters of English only.
    """
    return Q(**{f"{field}__iregex": re.escape(text)})
