"""The gettext catalogues: collect strings, check that they are complete, compile them.

Compiling needs no system package; collecting needs GNU gettext.
"""

import subprocess
import sys
from pathlib import Path

import polib

ROOT = Path(__file__).resolve().parent.parent
sys.path[:0] = [str(ROOT), str(ROOT / "site")]

from core.languages import LANGUAGES  # noqa: E402

# The catalogues whose strings stand in the code already.
SOURCE = "en"


def catalogue(row) -> Path:
    return ROOT / "locale" / row.catalogue / "LC_MESSAGES" / "django.po"


def compile_all():
    """Write the `.mo` beside each `.po`, with what a language borrows merged in."""
    for row in LANGUAGES:
        po = polib.pofile(str(catalogue(row)))
        if row.borrows:
            _merge_borrowed(po, row.borrows)
        po.save_as_mofile(str(catalogue(row).with_suffix(".mo")))


def _merge_borrowed(po, borrowed: str):
    """Add Django's and Wagtail's strings of another catalogue where ours has none."""
    import django
    import wagtail

    known = {(entry.msgctxt, entry.msgid) for entry in po}
    packages = [Path(module.__file__).parent for module in (django, wagtail)]
    paths = [p for package in packages for p in package.rglob(f"{borrowed}/LC_MESSAGES/django.*o")]
    for path in sorted(paths, reverse=True):
        read = polib.pofile if path.suffix == ".po" else polib.mofile
        for entry in read(str(path)):
            key = (entry.msgctxt, entry.msgid)
            if key not in known and entry.translated():
                known.add(key)
                po.append(entry)


def check() -> list[str]:
    """What is missing or wrong: `catalogue: reason: msgid`."""
    problems = []
    for row in LANGUAGES:
        po = polib.pofile(str(catalogue(row)))
        if row.code == SOURCE:
            continue
        for entry in po:
            if entry.obsolete:
                continue
            problems += [f"{row.catalogue}: {reason}: {entry.msgid!r}" for reason in _wrong(entry)]
    return problems


def _wrong(entry) -> list[str]:
    """Reasons why an entry cannot be shown to a reader."""
    reasons = []
    if entry.fuzzy:
        reasons.append("fuzzy")
    translations = list(entry.msgstr_plural.values()) if entry.msgid_plural else [entry.msgstr]
    if not all(translations):
        return [*reasons, "not translated"]
    names = _placeholders(entry.msgid) | _placeholders(entry.msgid_plural)
    for text in translations:
        if _placeholders(text) - names or (not entry.msgid_plural and _placeholders(text) != names):
            reasons.append("placeholders differ")
    return reasons


def _placeholders(text: str) -> set[str]:
    import re

    return set(re.findall(r"%\(\w+\)[sd]|\{\w+\}|%[sd]", text or ""))


def collect():
    """Bring the strings of code and templates into every catalogue."""
    locales = [argument for row in LANGUAGES for argument in ("-l", row.catalogue)]
    subprocess.run(
        [sys.executable, "manage.py", "makemessages", *locales, "--no-obsolete", "--no-wrap",
         "--add-location", "file", "-i", ".venv", "-i", "var", "-i", "tests"],
        cwd=ROOT, check=True,
    )  # fmt: skip


def main(command: str):
    if command == "compile":
        compile_all()
    elif command == "collect":
        collect()
    elif command == "check":
        problems = check()
        print("\n".join(problems[:50]))
        print(f"catalogues: {len(LANGUAGES)} read, {len(problems)} problems")
        sys.exit(bool(problems))
    else:
        sys.exit(__doc__)


if __name__ == "__main__":
    main(sys.argv[1] if len(sys.argv) > 1 else "")
