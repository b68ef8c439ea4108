"""The topics the programme started with, with their names in every language."""

import json
from pathlib import Path

from core.vocabulary import install_rows

from .models import Topic

VOCABULARY = json.loads((Path(__file__).parent / "vocabulary.json").read_text())


def install():
    """Create what is missing; names an editor has changed are left alone."""
    install_rows(Topic, "slug", VOCABULARY["topics"])
