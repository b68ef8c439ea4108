"""Installing vocabularies whose names have a column per language."""

from .languages import CODES


def name_columns(names: dict[str, str]) -> dict[str, str]:
    """`{"sr-latn": "Srbija"}` as the model's columns: `{"name_sr_latn": "Srbija"}`."""
    return columns("name", names)


def columns(field: str, texts: dict[str, str]) -> dict[str, str]:
    """The same for any field with a column per language; one without a text falls back."""
    return {f"{field}_{code.replace('-', '_')}": texts[code] for code in CODES if code in texts}


def install_rows(model, key: str, rows: list[dict]):
    """Create each row that is missing, found by its key field; existing rows stay as they are."""
    for row in rows:
        texts = {field: value for field, value in row.items() if isinstance(value, dict)}
        defaults = {field: value["en"] for field, value in texts.items()}
        for field, value in texts.items():
            defaults |= columns(field, value)
        model.objects.get_or_create(**{key: row[key]}, defaults=defaults)
