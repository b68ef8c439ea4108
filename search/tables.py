"""What is written down for each language of analysis, and what holds where nothing is."""

from core.languages import LANGUAGES


def for_every_language(table: dict, nothing) -> dict:
    """The table with a row for every language searched.

    One added to the site is searched by its dictionary alone until somebody writes its rows.
    """
    return {row.analysis: table.get(row.analysis, nothing) for row in LANGUAGES}
