"""How much a word found counts, by the column it stands in and the level it is found at."""

COLUMN_WEIGHTS = {"title": 4, "summary": 2, "text": 1}
LEVEL_WEIGHTS = {"exact": 6, "lemma": 3, "stem": 1}
# In the order of a document's columns of terms: exact, lemma and stem of title, summary and text.
WEIGHTS = {
    f"{column}_{level}": column_weight * level_weight
    for column, column_weight in COLUMN_WEIGHTS.items()
    for level, level_weight in LEVEL_WEIGHTS.items()
}
