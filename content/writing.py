"""What a person may begin to write, and where."""

from django.urls import reverse
from wagtail.models import get_page_models

from core.languages import CONTENT_CODES, get_language

from .models import ContentPage
from .permissions import writing_languages


def writable_types():
    """The page types people begin themselves, in the order of the site."""
    models = [model for model in get_page_models() if issubclass(model, ContentPage)]
    return [model for model in models if model.write_label]


def is_contribution(model) -> bool:
    """Whether it is written below another content page, as manuals below a toolkit section."""
    return all(issubclass(parent, ContentPage) for parent in model.allowed_parent_page_models())


def importable_types(user):
    """The types a document of the person can become."""
    return [model for model in writable_types() if model.fields_for_import(user) is not None]


def languages_of(user):
    """The languages the person may write in, their own first."""
    codes = writing_languages(user) or dict.fromkeys([*user.content_languages, *CONTENT_CODES])
    return [get_language(code) for code in codes]


def places_for(model, user, code: str) -> list:
    """The published pages of a language below which the person may write this type."""
    places = []
    for parent_model in model.allowed_parent_page_models():
        parents = parent_model.objects.live().filter(locale__language_code=code)
        if issubclass(parent_model, ContentPage):
            parents = parents.visible_to(user)
        places += [
            parent
            for parent in parents.order_by("path")
            if parent.permissions_for_user(user).can_add_subpage()
        ]
    return places


def address_to_begin(model, place) -> str:
    app, name = model._meta.app_label, model._meta.model_name
    return reverse("wagtailadmin_pages:add", args=(app, name, place.pk))
