"""Small bar charts as SVG, drawn by a template; no script, no style of its own.

Bars are wide in percent, so that a chart fits any screen without its letters shrinking.
"""

from dataclasses import dataclass

ROW_HEIGHT, LABEL_BASE, BAR_TOP, BAR_HEIGHT = 40, 16, 22, 10


@dataclass(frozen=True)
class Bar:
    """One row: its label, its value as text, the places of both and the width of the bar."""

    label: str
    value: str
    width: float
    label_y: int
    bar_y: int


@dataclass(frozen=True)
class Chart:
    """What the template draws; `name` keeps its ids apart from those of other charts."""

    name: str
    title: str
    description: str
    bars: list[Bar]
    bar_height: int = BAR_HEIGHT

    @property
    def height(self) -> int:
        return max(len(self.bars), 1) * ROW_HEIGHT


def bar_chart(name, title, rows) -> Chart:
    """A chart of rows of (label, number or None, its text); the largest fills the width."""
    rows = list(rows)
    largest = max((number or 0 for _label, number, _text in rows), default=0) or 1
    bars = [
        Bar(
            label=label,
            value=text,
            width=round(100 * (number or 0) / largest, 1),
            label_y=index * ROW_HEIGHT + LABEL_BASE,
            bar_y=index * ROW_HEIGHT + BAR_TOP,
        )
        for index, (label, number, text) in enumerate(rows)
    ]
    description = "; ".join(f"{bar.label}: {bar.value}" for bar in bars)
    return Chart(name, title, description, bars)
