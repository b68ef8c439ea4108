"""What a query finds beyond the words in it.

Misspelt words find the documents' own words nearest to them, and a better spelling is suggested;
what some write in one word is found in two; a topic that is named finds its other names and what is
filed under it; any word finds its kin.
"""

from dataclasses import replace
from itertools import chain
from typing import TYPE_CHECKING

from core.languages import CYRILLIC, get_language, is_cyrillic
from core.scripts import to_cyrillic, to_latin

from .analysis import QueryWord, is_word, query_word, words
from .compounds import Compounds
from .families import Families
from .queries import PART, Expression, Words
from .spelling import Near, misspelt, near_words, spelt
from .stop_words import without_stop_words
from .transliteration import InCyrillic
from .vocabulary import is_countable, known_words, terms_of

if TYPE_CHECKING:
    from .engines.base import Query


def widen(expression: Expression, query: "Query") -> tuple[Expression, str | None]:
    """The expression with more alternatives, and the query as it may have been meant.

    The latter is None where nothing is misspelt. The number of database queries is the same
    however many words there are.
    """
    expression = query.names.thesaurus.widen(without_stop_words(expression, query.language))
    single = [clause[0] for clause in expression.required if len(clause) == 1 and clause[0].typed]
    countable = [one for one in single if is_countable(one.typed)]
    compounds = Compounds(expression.required)
    families = Families(countable)
    in_cyrillic = InCyrillic(countable, query.language)
    asked = [term for one in countable for term in spelt(one)]
    terms = [*asked, *compounds.terms, *families.terms, *in_cyrillic.terms]
    found = known_words(terms, families.stems, query.user)
    known = terms_of(found)
    together, apart = compounds.written_together(known), compounds.written_apart(known)
    read = in_cyrillic.meant(known)
    analysis = get_language(query.language).analysis
    unknown = [
        one
        for one in misspelt(countable, known)
        if one not in together and one not in read and not is_word(one.typed, analysis)
    ]
    near = near_words(unknown, query.user, query.language)
    kin, kin_of_near = families.kin(found, query.language), _kin_of_near(near, query)
    required = tuple(
        _widened(
            clause,
            near.get(clause[0], []),
            [one[clause[0]] for one in (kin, kin_of_near) if clause[0] in one],
            [*chain.from_iterable(one.get(clause[0], []) for one in (together, apart, read))],
        )
        for clause in expression.required
    )
    return replace(expression, required=required), _suggestion(query, near)


def _kin_of_near(near, query):
    """For each misspelt word the kin of what it is nearest to."""
    meant = {
        one: Words((query_word(found[0].written),), typed=found[0].written)
        for one, found in near.items()
        if found[0].cost
    }
    families = Families(list(meant.values()))
    known = known_words(families.terms, families.stems, query.user)
    kin = families.kin(known, query.language)
    return {one: kin[words] for one, words in meant.items() if words in kin}


def _widened(clause, near, kin, others):
    """The clause with what is near to its word, but what has its stem is found already; and kin.

    `others` is the word written together with the next, or apart, or in Cyrillic.
    """
    meant = [*others, *(Words((query_word(one.written),)) for one in near if one.cost)]
    stand_ins = [
        *_stand_in(one.lemmas for one in kin),
        *_stand_in((one.last for one in kin), last=True),
    ]
    # What is nearest is among its kin.
    known = [one.documents for one in (*kin, *(other for other in near[1:] if other.cost))]
    documents = sum(known) if kin else None
    return tuple(replace(words, documents=documents) for words in (*clause, *meant, *stand_ins))


def _stand_in(lemmas, last=False):
    """One for all the lemmas, each once, if there are any."""
    lemmas = tuple(dict.fromkeys(chain.from_iterable(lemmas)))
    return [Words((QueryWord((), lemmas, ()),), stand_in=True, last=last)] if lemmas else []


def _suggestion(query, near):
    """The query with the nearest words in place of misspelt ones, in the reader's script."""
    meant = {typed.typed: found[0] for typed, found in near.items() if found[0].cost}
    if not meant:
        return None
    text = PART.sub(lambda part: _corrected(part, meant), query.text)
    reader = get_language(query.language)
    if reader.analysis == "hbs" and reader.script != CYRILLIC:
        return to_latin(text)
    if reader.analysis == "hbs" and all(_is_of_the_group(one) for one in meant.values()):
        return _replaced(text, _in_cyrillic)
    return text


def _corrected(part, meant):
    """A part of a query; what is in quotes or refused is as it was typed."""
    if part["minus"] or part["phrase"] is not None:
        return part[0]
    return _replaced(part[0], lambda word: _like(word, meant[word]) if word in meant else word)


def _replaced(text, change):
    """The text with each of its words changed."""
    done, parts = 0, []
    for match in words(text):
        parts += [text[done : match.start()], change(match[0])]
        done = match.end()
    return "".join([*parts, text[done:]])


def _like(typed: str, near: Near) -> str:
    """The near word with a capital if the typed one has it, and in its script if it has two."""
    word = near.written.capitalize() if typed[:1].isupper() else near.written
    if not _is_of_the_group(near):
        return word
    return to_cyrillic(word) if is_cyrillic(typed) else to_latin(word)


def _is_of_the_group(near):
    return get_language(near.locale).analysis == "hbs"


def _in_cyrillic(word):
    """As a whole or not at all: what has a letter Serbian lacks is of another language."""
    cyrillic = to_cyrillic(word)
    return word if any("a" <= letter.lower() <= "z" for letter in cyrillic) else cyrillic
