"""Panels for fields that have a column per language."""

from wagtail.admin.panels import FieldPanel

from .languages import LANGUAGES


def translated_panels(field: str) -> list[FieldPanel]:
    """A panel for each language's column, headed by the language's own name.

    A plain `FieldPanel("name")` would write to the column of whatever language the editor's
    interface is in.
    """
    return [
        FieldPanel(f"{field}_{row.code.replace('-', '_')}", heading=row.name) for row in LANGUAGES
    ]
