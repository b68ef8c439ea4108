"""What readers call the facets and their values."""

from django.utils.text import capfirst
from django.utils.translation import gettext as _
from wagtail.models import get_page_models

from content.models import ContentPage
from core.languages import CONTENT_LANGUAGES

from .names import Names


def facet_labels() -> dict[str, str]:
    """The facets' names in the active language, in the order they are shown."""
    return {
        "type": _("Type"),
        "country": _("Country"),
        "family": _("Party family"),
        "topic": _("Topic"),
        "year": _("Year"),
        "language": _("Language"),
    }


def value_labels(names: Names) -> dict[str, dict[str, str]]:
    """The known values of each facet with their names in the active language; years need none."""
    return {
        "type": _type_labels(),
        **names.labels(),
        "language": {row.code: row.name for row in CONTENT_LANGUAGES},
    }


def _type_labels():
    return {
        model.type_slug: capfirst(model._meta.verbose_name)
        for model in get_page_models()
        if issubclass(model, ContentPage) and model.type_slug
    }
