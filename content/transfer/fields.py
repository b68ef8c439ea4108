"""A model field's value as front matter, and back, by the kind of field.

Reading reports what is wrong through `report(reason, *path, line=0)`: `path` leads into lists,
`line` counts from 0 within a text. What was reported is returned as None.
"""

from django.core.exceptions import ValidationError
from django.db import models
from modelcluster.fields import ParentalManyToManyField
from wagtail.fields import RichTextField, StreamField

from .markdown_in import markdown_to_html
from .markdown_out import html_to_markdown
from .problems import Refusal

NOTHING = ("", "null", "~")
NAMES = ("username", "slug", "code")


def name_field(model) -> str:
    """The field by which a file names a row: a user name, a slug, a country's code."""
    fields = {field.name for field in model._meta.get_fields()}
    return next(name for name in NAMES if name in fields)


def is_required(field) -> bool:
    return not (field.blank or field.has_default() or field.null)


def default_of(field):
    return [] if isinstance(field, (ParentalManyToManyField, StreamField)) else field.get_default()


def read_value(field, raw, report):
    """The value a front matter's raw value (text, list or mapping) stands for."""
    for kind, reader in READERS:
        if isinstance(field, kind):
            return reader(field, raw, report)
    return _read_scalar(field, raw, report)


def write_value(field, page):
    """A page's value as front matter shows it."""
    value = getattr(page, field.name)
    if isinstance(field, models.ForeignKey):
        return getattr(value, name_field(field.related_model)) if value else None
    if isinstance(field, ParentalManyToManyField):
        return sorted(getattr(row, name_field(field.related_model)) for row in value.all())
    if isinstance(field, RichTextField):
        return html_to_markdown(value)
    if isinstance(field, StreamField):
        return [_write_row(block) for block in value]
    return value


def _find(model, raw, report, *path):
    name = name_field(model)
    row = model._default_manager.filter(**{name: raw}).first() if isinstance(raw, str) else None
    if row is None:
        report(f"unknown: {raw}", *path)
    return row


def _read_reference(field, raw, report):
    if raw in NOTHING:
        if not field.null:
            report("is empty")
        return None
    return _find(field.related_model, raw, report)


def _read_references(field, raw, report):
    if raw in NOTHING:
        return []
    if not isinstance(raw, list):
        return report("has to be a list: [one, two]")
    rows = [_find(field.related_model, name, report, number) for number, name in enumerate(raw)]
    return list(dict.fromkeys(rows))


def _read_rich_text(field, raw, report):
    if not isinstance(raw, str):
        return report("has to be text")
    try:
        html = markdown_to_html(raw)
    except Refusal as refusal:
        return report(str(refusal), line=refusal.line)
    return html if html or field.blank else report("is empty")


def _read_boolean(field, raw, report):
    if raw not in ("true", "false"):
        return report("has to be true or false")
    return raw == "true"


def _read_scalar(field, raw, report):
    if not isinstance(raw, str):
        return report("has to be text")
    # TextField leaves its maximum to forms.
    if field.max_length and len(raw) > field.max_length:
        return report(f"{len(raw)} characters; at most {field.max_length} are allowed")
    try:
        return field.clean(raw, None)
    except ValidationError as error:
        return report(" ".join(error.messages))


def _read_rows(field, raw, report):
    """A list of mappings, for a stream of one kind of block."""
    if raw in NOTHING:
        raw = []
    if not isinstance(raw, list) or not all(isinstance(row, dict) for row in raw):
        return report("has to be a list of entries, each with its fields")
    if not raw and not field.blank:
        return report("is empty")
    ((kind, struct),) = field.stream_block.child_blocks.items()
    return [
        {"type": kind, "value": _read_row(struct, row, report, number)}
        for number, row in enumerate(raw)
    ]


def _read_row(struct, row, report, number):
    for name in row.keys() - struct.child_blocks.keys():
        report(f"unknown key {name}", number, name)
    values = {}
    for name, block in struct.child_blocks.items():
        try:
            values[name] = block.get_prep_value(block.clean(row.get(name, "")))
        except ValidationError as error:
            report(f"{name}: {' '.join(error.messages)}", number, name)
    return values


def _write_row(block) -> dict:
    """Without what is empty; texts are stripped, as the editor's form does when it saves them."""
    values = {
        name: value.strip() if isinstance(value, str) else value
        for name, value in block.value.items()
    }
    return {name: value for name, value in values.items() if value not in (None, "")}


READERS = (
    (models.ForeignKey, _read_reference),
    (ParentalManyToManyField, _read_references),
    (RichTextField, _read_rich_text),
    (StreamField, _read_rows),
    (models.BooleanField, _read_boolean),
)
