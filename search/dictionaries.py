"""simplemma's dictionaries, folded: they find the lemma of a word however it is typed."""

from bisect import bisect_left
from functools import cache
from itertools import batched, chain, groupby

from simplemma.strategies.dictionaries.dictionary_factory import DefaultDictionaryFactory

from .folding import fold, key, normalise

BATCH = 20_000


class Dictionary:
    """Lemmas by word, in one sorted text: a tenth of the memory of a dict.

    A line is a word and its lemmas, as `folding.key` has them. Where words of different lemmas
    fold to one, that line names all of them, that of the word without diacritics first, and
    each word has a line of its own as it is written.
    """

    def __init__(self, lines):
        self._text = b"\n".join(lines)

    def get(self, word: str) -> list[str]:
        """The word's lemmas, the likeliest first; none for a word that is not there."""
        start = word.encode(errors="replace") + b" "
        place = bisect_left(range(len(self._text)), start, key=self._line)
        line = self._line(place) if place < len(self._text) else b""
        return line.decode().split()[1:] if line.startswith(start) else []

    def _line(self, place):
        end = self._text.find(b"\n", place)
        line = self._text.rfind(b"\n", 0, place) + 1
        return self._text[line : end if end >= 0 else None]


@cache
def dictionary(analysis: str) -> Dictionary:
    """The dictionary of a language of analysis; read at first use, which takes seconds."""
    # Nothing is to be kept of what it reads.
    words = DefaultDictionaryFactory(cache_max_size=0).get_dictionary(analysis)
    folded = chain.from_iterable(
        _folded(batch, analysis) for batch in batched(words.items(), BATCH)
    )
    return Dictionary(sorted(_lines(sorted(folded))))


def _folded(batch, analysis):
    """Many words at once: key, whether it is written otherwise, lemma, and the word."""
    columns = [normalise("\n".join(column), analysis) for column in zip(*batch, strict=True)]
    written = columns[0].split("\n")
    keys, lemmas = (key(fold(column, analysis), analysis).split("\n") for column in columns)
    for word, known, lemma in zip(written, keys, lemmas, strict=True):
        if word.isalpha() and lemma:
            yield known, word != known, lemma, word


def _lines(folded):
    for known, group in groupby(folded, key=lambda row: row[0]):
        rows = list(group)
        lemmas = list(dict.fromkeys(row[2] for row in rows))
        if lemmas != [known]:
            yield " ".join([known, *lemmas]).encode()
        if len(lemmas) > 1:
            for word, alternatives in groupby(rows, key=lambda row: row[3]):
                if word != known:
                    yield " ".join([word, *dict.fromkeys(row[2] for row in alternatives)]).encode()
