"""A content file taken apart: YAML front matter, with the line of every key, and the body.

Every scalar is read as the text that stands there (`title: No` is "No", `title: 2024` is
"2024"): what a value means is its field's to say, and nobody has to know YAML's types.
"""

from dataclasses import dataclass, field
from pathlib import Path

import yaml

from .problems import TransferError

FENCE = "---"


@dataclass
class Document:
    """A file's values, the line of each (by key, or by key, number and name), and its body."""

    file: str
    values: dict = field(default_factory=dict)
    lines: dict = field(default_factory=dict)
    body: str = ""
    body_line: int = 1

    def line(self, *path) -> int:
        """The line of a key, or of the nearest thing around it that has one."""
        while path and path not in self.lines:
            path = path[:-1]
        return self.lines.get(path, 1)


def read_document(path: Path, file: str) -> Document:
    """Read a file, named `file` in problems; raises TransferError."""
    try:
        text = path.read_bytes().decode("utf-8-sig")
    except UnicodeDecodeError as error:
        line = error.object[: error.start].count(b"\n") + 1
        raise TransferError.of(file, line, "this is not UTF-8 text") from error
    lines = text.replace("\r\n", "\n").replace("\r", "\n").split("\n")
    if lines[0].rstrip() != FENCE:
        raise TransferError.of(file, 1, "no front matter: the first line has to be ---")
    end = next((n for n, line in enumerate(lines[1:], 1) if line.rstrip() == FENCE), None)
    if end is None:
        raise TransferError.of(file, 1, "the front matter has no end: a line with --- is missing")
    document = Document(file, body="\n".join(lines[end + 1 :]).strip("\n"))
    leading = next((n for n, line in enumerate(lines[end + 1 :]) if line), 0)
    document.body_line = end + 2 + leading
    # The opening fence becomes an empty line, so that YAML's line numbers are the file's.
    _read_yaml(document, "\n" + "\n".join(lines[1:end]) + "\n")
    return document


def _read_yaml(document: Document, text: str):
    try:
        _refuse_aliases(text)
        loader = yaml.BaseLoader(text)
        node = loader.get_single_node()
        values = loader.construct_document(node) if node else {}
    except yaml.reader.ReaderError as error:
        line = text[: error.position].count("\n") + 1
        raise TransferError.of(document.file, line, "a character YAML does not allow") from error
    except yaml.MarkedYAMLError as error:
        mark = error.problem_mark or error.context_mark
        reason = f"YAML: {error.problem or error.context}"
        raise TransferError.of(document.file, mark.line + 1 if mark else 1, reason) from error
    except RecursionError as error:
        raise TransferError.of(document.file, 1, "YAML: nested too deeply") from error
    if not isinstance(values, dict):
        raise TransferError.of(document.file, 2, "the front matter has to be `key: value` lines")
    document.values = values
    _note_lines(document, node, ())


def _refuse_aliases(text: str):
    """An alias repeats what it names: a few lines could grow to gigabytes."""
    for token in yaml.scan(text, yaml.BaseLoader):
        if isinstance(token, (yaml.AnchorToken, yaml.AliasToken)):
            raise yaml.MarkedYAMLError(
                problem="no & or * names here", problem_mark=token.start_mark
            )


def _note_lines(document: Document, node, path: tuple):
    if isinstance(node, yaml.MappingNode):
        for key, value in node.value:
            inner = (*path, key.value)
            if inner in document.lines:
                reason = f"{key.value}: given twice"
                raise TransferError.of(document.file, key.start_mark.line + 1, reason)
            document.lines[inner] = key.start_mark.line + 1
            _note_lines(document, value, inner)
    elif isinstance(node, yaml.SequenceNode):
        for number, item in enumerate(node.value):
            document.lines[(*path, number)] = item.start_mark.line + 1
            _note_lines(document, item, (*path, number))
    elif isinstance(node, yaml.ScalarNode):
        # The text of a block scalar begins on the line after its `|`.
        block = node.style in ("|", ">")
        document.lines[(*path, "text")] = node.start_mark.line + 1 + block


class _Dumper(yaml.SafeDumper):
    """Texts of several lines as YAML's literal blocks, where YAML can keep them exactly so."""

    def represent_text(self, text: str):
        return self.represent_scalar(
            "tag:yaml.org,2002:str", text, style="|" if "\n" in text else None
        )

    def increase_indent(self, flow=False, indentless=False):
        return super().increase_indent(flow, False)


_Dumper.add_representer(str, _Dumper.represent_text)


def write_document(values: dict, body: str) -> str:
    """A content file's text."""
    front = yaml.dump(values, Dumper=_Dumper, allow_unicode=True, sort_keys=False, width=10**6)
    return f"{FENCE}\n{front}{FENCE}\n{body}\n" if body else f"{FENCE}\n{front}{FENCE}\n"
