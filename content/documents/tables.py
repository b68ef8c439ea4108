"""A table of pandoc's tree as a table block: a heading for each column, cells of plain text."""

from . import losses
from .spans import plain


def read_table(content, reader) -> dict:
    from .reading import inlines

    _attributes, (_short, caption), _columns, head, bodies, foot = content
    rows = [row for body in bodies for row in (*body[2], *body[3])] + foot[1]
    heads = head[1]
    headings = _cells(heads[0], reader) if heads else []
    lines = [_cells(row, reader) for row in (*heads[1:], *rows)]
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


def _cells(row, reader) -> list[str]:
    cells = []
    for _attributes, _alignment, row_span, column_span, nodes in row[1]:
        if row_span > 1 or column_span > 1 or _is_formatted(nodes):
            reader.lose(losses.CELLS)
        cells += [_text(nodes, reader), *[""] * (column_span - 1)]
    return cells


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
