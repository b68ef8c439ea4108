"""Installing vocabularies whose names have a column per language."""

from .languages import CODES


def name_columns(names: dict[str, str]) -> dict[str, str]:
    """`{"sr-latn": "Srbija"}` as the model's columns: `{"name_sr_latn": "Srbija"}`."""
    return {f"name_{code.replace('-', '_')}": names[code] for code in CODES}


def install_rows(model, key: str, rows: list[dict]):
    """Create each row that is missing, found by its key field; existing rows stay as they are."""
    for row in rows:
        model.objects.get_or_create(
            **{key: row[key]}, defaults={"name": row["name"]["en"], **name_columns(row["name"])}
        )
