"""Tables as CSV files that spreadsheets read as they are meant."""

import csv
from collections.abc import Iterable, Iterator

from django.http import StreamingHttpResponse

# What makes a spreadsheet calculate with a cell instead of showing it.
FORMULA = ("=", "+", "-", "@", "\t", "\r")
BLANKS = " \t\r\n"


class Echo:
    """A file that gives back what is written to it, line by line."""

    def write(self, text):
        return text


def harmless(value) -> str:
    """Text that no spreadsheet takes for a formula."""
    text = str(value)
    begins = (text, text.lstrip(BLANKS))
    return f"'{text}" if any(one.startswith(FORMULA) for one in begins) else text


def lines(rows: Iterable[Iterable]) -> Iterator[str]:
    """The file's lines, with the mark by which spreadsheets know UTF-8."""
    writer = csv.writer(Echo(), quoting=csv.QUOTE_ALL)
    mark = "\ufeff"
    for row in rows:
        yield mark + writer.writerow(map(harmless, row))
        mark = ""


def download(name: str, written: Iterable[str]) -> StreamingHttpResponse:
    """The lines as a file that is saved under the name."""
    return StreamingHttpResponse(
        written,
        content_type="text/csv; charset=utf-8",
        headers={"Content-Disposition": f'attachment; filename="{name}"'},
    )
