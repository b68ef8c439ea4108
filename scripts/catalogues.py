"""The gettext catalogues: collect strings, check that they are complete, compile them.

Each language has one of code and templates, and one of what the editor's scripts say, which are
Wagtail's. Compiling needs no system package; collecting needs GNU gettext.
"""

import subprocess
import sys
from itertools import product
from pathlib import Path

import polib

ROOT = Path(__file__).resolve().parent.parent
sys.path[:0] = [str(ROOT), str(ROOT / "site")]

from core.languages import BY_CODE, LANGUAGES  # noqa: E402
from core.scripts import to_latin  # noqa: E402
from scripts import asked_strings, catalogue_check  # noqa: E402

# The language whose strings stand in the code already.
SOURCE = "en"
CODE, SCRIPTS = "django", "djangojs"
TRANSLATED = tuple(row for row in LANGUAGES if row.code != SOURCE)
GLOSSARIES = ROOT / "docs" / "glossary"
SAME_AS_ENGLISH = ROOT / "locale" / "same_as_english.toml"
MOST_SHOWN = 100


def catalogue(row, domain=CODE) -> Path:
    return ROOT / "locale" / row.catalogue / "LC_MESSAGES" / f"{domain}.po"


def compile_all():
    """Write the `.mo` beside each `.po`, with what a language borrows merged in."""
    for row, domain in product(LANGUAGES, domains()):
        po = polib.pofile(str(catalogue(row, domain)))
        if row.borrows and domain == CODE:
            _merge_borrowed(po, row.borrows)
        po.save_as_mofile(str(catalogue(row, domain).with_suffix(".mo")))


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


def domains() -> list[str]:
    return sorted(path.stem for path in catalogue(BY_CODE[SOURCE]).parent.glob("*.po"))


def read_all() -> dict:
    """Every catalogue: (code of the language, domain) → its entries."""
    return {
        (row.code, domain): polib.pofile(str(catalogue(row, domain)))
        for row in LANGUAGES
        for domain in domains()
    }


def check(catalogues: dict) -> list[str]:
    """What is missing or wrong: `catalogue: reason: msgid`."""
    same_as_english = catalogue_check.read_same_as_english(SAME_AS_ENGLISH)
    problems = catalogue_check.not_collected(
        catalogues[SOURCE, "django"], asked_strings.in_project(ROOT)
    )
    problems += [
        f"{row.catalogue} {domain}: {reason}"
        for row in TRANSLATED
        for domain in domains()
        for reason in _check_one(row, domain, catalogues, same_as_english)
    ]
    entries = {
        row.code: [entry for domain in domains() for entry in catalogues[row.code, domain]]
        for row in TRANSLATED
    }
    return problems + catalogue_check.excuses_without_use(same_as_english, entries)


def _check_one(row, domain, catalogues, same_as_english) -> list[str]:
    po, source = catalogues[row.code, domain], catalogues[SOURCE, domain]
    excused = {msgid for msgid, rule in same_as_english.items() if row.code in rule["languages"]}
    terms = catalogue_check.read_glossary(GLOSSARIES / f"{row.code}.md")
    problems = catalogue_check.problems(row, po, source, excused, terms)
    if row.content != row.code:
        other = catalogues[row.content, domain]
        problems += catalogue_check.not_the_other_script(po, other, to_latin)
    return problems


def progress(catalogues: dict) -> list[str]:
    """How much of each catalogue is done, in numbers."""
    lines = []
    for (code, domain), po in catalogues.items():
        if code != SOURCE:
            done, wanted = catalogue_check.done_and_wanted(po, catalogues[SOURCE, domain])
            share = 100 * done // wanted if wanted else 100
            lines.append(f"{code:8}{domain:10}{done} of {wanted} strings, {share} %")
    return lines


def collect():
    """Bring the strings of code and templates into every catalogue."""
    locales = [argument for row in LANGUAGES for argument in ("-l", row.catalogue)]
    subprocess.run(
        [sys.executable, "manage.py", "makemessages", *locales, "--no-obsolete", "--no-wrap",
         "--add-location", "file", "-i", ".venv", "-i", "var", "-i", "tests"],
        cwd=ROOT, check=True,
    )  # fmt: skip
    for row in LANGUAGES:
        collect_from_scripts(row)


def collect_from_scripts(row):
    """Bring the strings of Wagtail's scripts into the language's catalogue; ours have none.

    All of them: which a script needs depends on what somebody does, and Wagtail has translations
    for few of our languages.
    """
    of_code = polib.pofile(str(catalogue(row)))
    path = catalogue(row, SCRIPTS)
    po = polib.pofile(str(path), wrapwidth=0) if path.exists() else polib.POFile(wrapwidth=0)
    po.metadata = po.metadata or of_code.metadata
    po.merge(strings_of_scripts())
    for entry in [entry for entry in po if entry.obsolete]:
        po.remove(entry)
    forms = len(next(entry for entry in of_code if entry.msgid_plural).msgstr_plural)
    for entry in po:
        entry.occurrences = sorted({(file, "") for file, _line in entry.occurrences})
        if entry.msgid_plural:
            entry.msgstr_plural = {n: entry.msgstr_plural.get(n, "") for n in range(forms)}
    po.save(str(path))


def strings_of_scripts() -> polib.POFile:
    """What Wagtail's scripts say, in English."""
    import wagtail

    folder = Path(wagtail.__file__).parent / "admin" / "locale" / "en" / "LC_MESSAGES"
    return polib.pofile(str(folder / f"{SCRIPTS}.po"))


def main(command: str):
    if command == "compile":
        compile_all()
    elif command == "collect":
        collect()
    elif command == "check":
        catalogues = read_all()
        problems = check(catalogues)
        print("\n".join([*progress(catalogues), *problems[:MOST_SHOWN]]))
        print(f"catalogues: {len(catalogues)} read, {len(problems)} problems")
        sys.exit(bool(problems))
    else:
        sys.exit(__doc__)


if __name__ == "__main__":
    main(sys.argv[1] if len(sys.argv) > 1 else "")
