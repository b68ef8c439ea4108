"""What statements written by hand have in common."""

from collections.abc import Sized


def placeholders(values: Sized) -> str:
    """In parentheses, one for each of the values, which are parameters of the statement."""
    return f"({', '.join(['%s'] * len(values))})"
