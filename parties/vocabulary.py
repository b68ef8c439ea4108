"""The four families and ten countries, with their names in every language."""

import json
from pathlib import Path

from core.vocabulary import install_rows

from .models import Country, PartyFamily

VOCABULARY = json.loads((Path(__file__).parent / "vocabulary.json").read_text())


def install():
    """Create what is missing; names an editor has changed are left alone."""
    install_rows(PartyFamily, "slug", VOCABULARY["families"])
    install_rows(Country, "code", VOCABULARY["countries"])
