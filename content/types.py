"""The types of content there are, as filters and settings offer them."""

from django.utils.text import capfirst
from wagtail.models import get_page_models

from .models import ContentPage


def content_types():
    """The types of content people write, by their `type_slug`."""
    models = [model for model in get_page_models() if issubclass(model, ContentPage)]
    return {model.type_slug: model for model in models if model.type_slug}


def type_choices() -> list[tuple[str, str]]:
    return [(slug, capfirst(model._meta.verbose_name)) for slug, model in content_types().items()]
