"""simplemma's dictionaries, folded: they find the lemma of a word however it is typed.

Folding them takes seconds, so it is done once: they are files under VAR_DIR, which all processes
read from the same memory. Where no file can be written each process folds them for itself.
"""

import logging
import os
import unicodedata
from bisect import bisect_left
from functools import cache
from hashlib import sha256
from importlib.metadata import version
from itertools import batched, chain, groupby
from mmap import ACCESS_READ, mmap
from pathlib import Path
from threading import get_ident

from django.conf import settings
from simplemma.strategies.dictionaries.dictionary_factory import DefaultDictionaryFactory

from core import scripts

from . import folding
from .folding import fold, key, normalise

logger = logging.getLogger(__name__)

BATCH = 20_000
# Where simplemma has a rare word for a frequent one: children (copil), not copies.
CORRECTED = {"ro": {"copii": "copil"}}


class Dictionary:
    """Lemmas by word, in one sorted text: a tenth of the memory of a dict.

    A line is a word and its lemmas, as `folding.key` has them; without any it is a lemma itself.
    Where words of different lemmas fold to one, that line names all of them, that of the word
    without diacritics first, and each word has a line of its own as it is written.
    """

    def __init__(self, text: bytes | mmap):
        self._text = text

    def get(self, word: str) -> list[str]:
        """The word's lemmas, the likeliest first; none for a word that is not there."""
        start = word.encode(errors="replace") + b" "
        line = self._first(start)
        return line.decode().split()[1:] if line.startswith(start) else []

    def __contains__(self, word: str) -> bool:
        start = word.encode(errors="replace")
        line = self._first(start)
        return line == start or line.startswith(start + b" ")

    def _first(self, start):
        """The first line that is not before."""
        place = bisect_left(range(len(self._text)), start, key=self._line)
        return self._line(place) if place < len(self._text) else b""

    def _line(self, place):
        end = self._text.find(b"\n", place)
        line = self._text.rfind(b"\n", 0, place) + 1
        return self._text[line : end if end >= 0 else None]


@cache
def dictionary(analysis: str) -> Dictionary:
    """The dictionary of a language of analysis; where there is no file yet it takes seconds."""
    path = _path(analysis)
    try:
        return Dictionary(_read(path))
    except (OSError, ValueError):
        text = _text(analysis)  # there is none, or it is empty
    try:
        _keep(path, text, analysis)
        return Dictionary(_read(path))
    except OSError as failure:
        logger.warning("A dictionary of search is in memory only: %s", failure)
        return Dictionary(text)


def _read(path):
    with path.open("rb") as file:
        return mmap(file.fileno(), 0, access=ACCESS_READ)


def _path(analysis):
    """The file's name is made of everything that what stands in it depends on."""
    digest = sha256(f"{version('simplemma')} {unicodedata.unidata_version}".encode())
    for path in (__file__, folding.__file__, scripts.__file__):
        digest.update(Path(path).read_bytes())
    return settings.VAR_DIR / "dictionaries" / f"{analysis}-{digest.hexdigest()[:16]}.txt"


def _keep(path, text, analysis):
    """Write the file, whole or not at all; several processes may do so at once."""
    path.parent.mkdir(parents=True, exist_ok=True)
    own = path.with_suffix(f".{os.getpid()}-{get_ident()}")
    own.write_bytes(text)
    own.replace(path)
    for other in path.parent.glob(f"{analysis}-*.txt"):
        if other != path:
            other.unlink(missing_ok=True)


def _text(analysis):
    # Nothing is to be kept of what it reads.
    words = DefaultDictionaryFactory(cache_max_size=0).get_dictionary(analysis)
    corrected = CORRECTED.get(analysis, {})
    right = (row for row in words.items() if row[0] not in corrected)
    rows = chain(right, corrected.items())
    folded = chain.from_iterable(_folded(batch, analysis) for batch in batched(rows, BATCH))
    return b"\n".join(sorted(_lines(sorted(folded))))


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
        yield " ".join([known, *(lemmas if lemmas != [known] else [])]).encode()
        if len(lemmas) > 1:
            rows.sort(key=lambda row: row[3])  # the lemmas of each stay in their order
            for word, alternatives in groupby(rows, key=lambda row: row[3]):
                if word != known:
                    yield " ".join([word, *dict.fromkeys(row[2] for row in alternatives)]).encode()
