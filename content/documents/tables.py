"""A table of pandoc's tree as a table block: a heading for each column, cells of plain text."""

from . import losses
from .spans import plain


def read_table(content, reader) -> dict:
    from .reading import inlines

    _attributes, (_short, caption), _columns, head, bodies, foot = content
    rows = [row for body in bodies for row in (*body[2], *body[3])] + foot[1]
    heads = head[1]
    headings, *lines = _lines([*heads, *rows], reader) or [[]]
    if not heads:
        headings, lines = [], [headings, *lines]
    if not any(headings) and lines:
        # Without a heading of its own, the first row says what the columns hold.
        headings, *lines = lines
    width = max(map(len, [headings, *lines]), default=0)
    words = " ".join(plain(inlines(node)) for node in caption).strip()
    return {
        "columns": [
            {"type": "text", "heading": heading[:255]} for heading in _filled(headings, width)
        ],
        "rows": [{"values": _filled(line, width)} for line in lines],
        "caption": words[:255],
    }


def _filled(line, width) -> list[str]:
    return [*line, *[""] * (width - len(line))]


def _lines(rows, reader) -> list[list[str]]:
    """The rows' texts; what a merged cell covers is empty, so that columns stay columns."""
    covered, lines = {}, []
    for row in rows:
        line = []
        for _attributes, _alignment, row_span, column_span, nodes in row[1]:
            _skip_covered(covered, line)
            if row_span > 1 or column_span > 1 or _is_formatted(nodes):
                reader.lose(losses.CELLS)
            for text in (_text(nodes, reader), *[""] * (column_span - 1)):
                covered[len(line)] = row_span - 1
                line.append(text)
        _skip_covered(covered, line)
        lines.append(line)
    return lines


def _skip_covered(covered, line):
    while covered.get(len(line)):
        covered[len(line)] -= 1
        line.append("")


def _text(nodes, reader) -> str:
    from .reading import inlines

    texts = []
    for node in nodes:
        if node["t"] == "Table":
            reader.lose(losses.NESTED_TABLES)
            inner = read_table(node["c"], reader)
            rows = [[c["heading"] for c in inner["columns"]], *(r["values"] for r in inner["rows"])]
            texts += [" ".join(filter(None, row)) for row in rows]
        else:
            texts.append(plain(inlines(node)))
    return " ".join(filter(None, texts))


def _is_formatted(nodes) -> bool:
    """Whether a cell holds more than one plain paragraph."""
    simple = {"Str", "Space", "SoftBreak"}
    return len(nodes) > 1 or any(
        node["t"] not in ("Plain", "Para") or {span["t"] for span in node["c"]} - simple
        for node in nodes
    )
