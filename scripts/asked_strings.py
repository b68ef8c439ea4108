"""The strings that code and templates ask the catalogues for, read without GNU gettext.

Sees what `make messages` collects, so that `make check` can say what has not been collected yet.
"""

import ast
import re
from pathlib import Path

from django.utils.translation.template import templatize

# Functions that ask for a string: where the context and the texts stand among their arguments.
_CALLS = {
    name + lazy: places
    for name, places in {
        "gettext": (None, 0, None),
        "gettext_noop": (None, 0, None),
        "ngettext": (None, 0, 1),
        "pgettext": (0, 1, None),
        "npgettext": (0, 1, 2),
    }.items()
    for lazy in ("", "_lazy")
} | {"_": (None, 0, None)}
# What `templatize` makes of a tag: a call with literal texts, among blotted-out text.
_CALL = re.compile(r"""\b(?:n?p?gettext|_)\((?:u?(?:'(?:[^'\\]|\\.)*'|"(?:[^"\\]|\\.)*")[,\s]*)+""")


# As `make messages` ignores them, and what holds no code.
_NOT_READ = {".venv", ".git", "var", "tests", "locale", "docs", "static"}


def in_project(root: Path) -> set[tuple]:
    """(context, text, plural) of every string the project asks for."""
    folders = [path for path in root.iterdir() if path.is_dir() and path.name not in _NOT_READ]
    found = set()
    for folder in folders:
        for path in folder.rglob("*.py"):
            found |= in_python(path)
    for suffix in ("html", "txt"):
        for path in (root / "templates").rglob(f"*.{suffix}"):
            found |= in_template(path)
    return found


def in_python(path: Path) -> set[tuple]:
    """(context, text, plural) of each string a module asks for."""
    calls = (node for node in ast.walk(ast.parse(path.read_text())) if isinstance(node, ast.Call))
    return {key for call in calls if (key := _key(call))}


def in_template(path: Path) -> set[tuple]:
    """(context, text, plural) of each string a template asks for."""
    found = _CALL.findall(templatize(path.read_text(), origin=str(path)))
    return {key for text in found if (key := _key(ast.parse(text + ")", mode="eval").body))}


def _key(call: ast.Call):
    name = getattr(call.func, "id", getattr(call.func, "attr", ""))
    if name not in _CALLS:
        return None
    context, text, plural = (
        None if place is None else _literal(call.args[place : place + 1]) for place in _CALLS[name]
    )
    return text and (context, text, plural or "")


def _literal(arguments):
    for argument in arguments:
        if isinstance(argument, ast.Constant) and isinstance(argument.value, str):
            return argument.value
    return None
