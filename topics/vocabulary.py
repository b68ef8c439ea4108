"""The topics the programme started with, with what they are called in every language."""

import json
from pathlib import Path

from core.vocabulary import install_rows

from .models import Topic

VOCABULARY = json.loads((Path(__file__).parent / "vocabulary.json").read_text())
for row in VOCABULARY["topics"]:
    lines = {code: names.replace(", ", "\n") for code, names in row["synonyms"].items()}
    row["synonyms"] = lines


def install():
    """Create what is missing; what an editor has changed is left alone."""
    install_rows(Topic, "slug", VOCABULARY["topics"])
