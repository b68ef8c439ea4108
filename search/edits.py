"""How far two words are from each other, in typing errors."""


def edits(one: str, other: str, most: int) -> int | None:
    """Letters too many, missing, wrong or swapped with the next; None if more than `most`.

    No letter is touched twice (optimal string alignment).
    """
    if abs(len(one) - len(other)) > most or _letters_apart(one, other) > most:
        return None
    one, other = _without_common_ends(one, other)
    if not one or not other:
        return len(one) + len(other)
    if most == 1 and max(len(one), len(other)) > 2:
        return None
    count = _alignment(one, other)
    return count if count <= most else None


def _letters_apart(one, other):
    """Letters only one of them has: each costs an edit. This tells most words apart, fast."""
    one, other = set(one), set(other)
    return max(len(one - other), len(other - one))


def _without_common_ends(one, other):
    start = _same(one, other)
    one, other = one[start:], other[start:]
    end = _same(one[::-1], other[::-1])
    return one[: len(one) - end], other[: len(other) - end]


def _same(one, other):
    """How many letters they begin with in common."""
    pairs = zip(one, other, strict=False)
    return next((place for place, (a, b) in enumerate(pairs) if a != b), min(len(one), len(other)))


def _alignment(one, other):
    earlier, before = [], list(range(len(other) + 1))
    for i, letter in enumerate(one):
        row = [i + 1]
        for j, wanted in enumerate(other):
            cost = min(before[j] + (letter != wanted), before[j + 1] + 1, row[j] + 1)
            if i and j and letter == other[j - 1] and one[i - 1] == wanted:
                cost = min(cost, earlier[j - 1] + 1)
            row.append(cost)
        earlier, before = before, row
    return before[-1]
