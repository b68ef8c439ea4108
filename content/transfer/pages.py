"""What of a page stands in a file: the keys of every type and those of its own."""

from wagtail.models import get_page_models

from content.models import ContentPage

from .body import write_body
from .fields import write_value
from .media import file_name

# Front matter key → model field, in the order they are written; a type adds `transfer_fields`.
COMMON_FIELDS = {
    name: name
    for name in (
        "slug", "title", "summary", "date", "author", "owner", "family", "topics", "visibility",
        "attribution",
    )
}  # fmt: skip
# Keys that are no field: what a page is, where it stands and what it was made from.
OTHER_KEYS = (
    "type", "locale", "key", "section", "source_locale", "status", "version", "source_version",
    "country",
)  # fmt: skip
REQUIRED_KEYS = ("type", "locale", "slug", "title", "summary", "date", "author", "key", "status")


def page_types() -> dict[str, type[ContentPage]]:
    """The types a file may have, by their `type_slug`."""
    models = [model for model in get_page_models() if issubclass(model, ContentPage)]
    return {model.type_slug: model for model in models if model.type_slug}


def transfer_fields(model) -> dict:
    """Front matter key → model field of a type."""
    names = {**COMMON_FIELDS, **model.transfer_fields}
    return {key: model._meta.get_field(name) for key, name in names.items()}


def parent_model(model):
    return model.allowed_parent_page_models()[0]


def stands_in_section(model) -> bool:
    """Whether pages of the type stand below another content page, not below an index."""
    return issubclass(parent_model(model), ContentPage)


def describe(page) -> tuple[dict, str]:
    """A page's front matter and body as a file has them, its status and versions aside."""
    source = page.translated_from or page
    values = {
        "type": page.type_slug,
        "locale": page.locale.language_code,
        "key": str(page.translation_key),
        "source_locale": source.locale.language_code,
    }
    for key, field in transfer_fields(type(page)).items():
        values[key] = write_value(field, page)
    if stands_in_section(type(page)):
        values["section"] = str(page.get_parent().translation_key)
    return values, write_body(page.body, file_name)
