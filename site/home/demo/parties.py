"""Forty parties that do not exist, one per family and country, marked as examples."""

from core.languages import CODES
from core.vocabulary import name_columns
from parties.models import Country, Party, PartyFamily
from parties.vocabulary import VOCABULARY


def install():
    """Create the example parties that are missing."""
    families = PartyFamily.objects.in_bulk(field_name="slug")
    countries = Country.objects.in_bulk(field_name="code")
    missing = [row for row in _rows() if not Party.objects.filter(slug=row["slug"]).exists()]
    for row in missing:
        Party.objects.create(
            slug=row["slug"],
            family=families[row["family"]],
            country=countries[row["country"]],
            name=row["name"]["en"],
            **name_columns(row["name"]),
        )


def slug(family: str, country: str) -> str:
    return f"example-{family}-{country.lower()}"


def _rows():
    for family in VOCABULARY["families"]:
        for country in VOCABULARY["countries"]:
            yield {
                "slug": slug(family["slug"], country["code"]),
                "family": family["slug"],
                "country": country["code"],
                "name": {code: _name(family, country, code) for code in CODES},
            }


def _name(family, country, code) -> str:
    """`Example party (Green, North Macedonia)`"""
    party = VOCABULARY["example_party"][code]
    return f"{party} ({family['name'][code]}, {country['name'][code]})"
