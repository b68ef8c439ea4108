"""Pandoc reads a document: sandboxed, in an empty directory, with little memory and time."""

import json
import subprocess
import tempfile
from pathlib import Path

import pypandoc
from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _

from .archive import not_a_document

SECONDS = 60
MEMORY = "512m"
MAX_ANSWER = 50 * 1024 * 1024


def read_tree(file, kind: str) -> dict:
    """The document as pandoc's tree; tracked insertions are taken, deletions left out."""
    with tempfile.TemporaryDirectory(prefix="document-") as folder:
        source, answer = Path(folder, f"document.{kind}"), Path(folder, "tree.json")
        file.seek(0)
        source.write_bytes(file.read())
        _run(kind, source, answer)
        if answer.stat().st_size > MAX_ANSWER:
            raise ValidationError(too_long())
        return json.loads(answer.read_bytes())


def _run(kind, source, answer):
    command = [
        pypandoc.get_pandoc_path(), "+RTS", f"-M{MEMORY}", "-RTS", "--sandbox",
        "--from", kind, "--to", "json", "--output", answer.name, source.name,
    ]  # fmt: skip
    try:
        # Our own program with names of our own: nothing of the request is in the command.
        subprocess.run(  # noqa: S603
            command, cwd=source.parent, env={}, check=True, timeout=SECONDS,
            stdin=subprocess.DEVNULL, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL,
        )  # fmt: skip
    except subprocess.TimeoutExpired as error:
        raise ValidationError(too_long()) from error
    except subprocess.CalledProcessError as error:
        raise ValidationError(not_a_document()) from error


def too_long() -> str:
    return _("This file is too long or too complex to be read. Divide it and try again.")
