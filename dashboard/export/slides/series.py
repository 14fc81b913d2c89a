"""The numbers of a panel as a chart that PowerPoint has too: from its table, which has them under their names."""

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

# Names along an axis: of bars below each other, and of days or years beside each other.
MOST_NAMES, MOST_DAYS = 24, 60
# How a table writes that nothing is known, and a number.
NOTHING = "—"
_NUMBER = re.compile(r"[-\u2212]?[\d,]+(\.\d+)?")

Values = tuple[float | None, ...]


@dataclass(frozen=True)
class Series:
    """A chart's numbers: what they are of, and one row of values for each name; None where there is none."""

    kind: str  # bars | columns | line
    categories: tuple[str, ...]
    values: tuple[tuple[str, Values], ...]
    is_stacked: bool = False


def series_of(view: Mapping[str, Any]) -> Series | None:
    """The numbers of a panel as bars, columns or lines; None where PowerPoint has none such, or only words stand there.

    A map becomes bars: a name and its number.
    """
    figure, head, rows = view["figure"], view["table"]["head"], view["table"]["rows"]
    if not figure or not rows or len(head) < 2:
        return None
    kind = _kind(figure) or ("bars" if len(head) == 2 else "")
    if not kind or len(rows) > (MOST_NAMES if kind == "bars" else MOST_DAYS):
        return None
    # Columns and lines run over time, and tables have the newest first.
    categories, *columns = zip(*(rows if kind == "bars" else reversed(rows)), strict=True)
    values = [(name, _numbers(column)) for name, column in zip(head[1:], columns, strict=True)]
    known = [(name, numbers) for name, numbers in values if numbers]
    if len(known) < len(values):
        # Words among the numbers: what the marks show is the chart.
        drawn = [_given(trace) for trace in figure["data"]]
        known = [(name, numbers) for name, numbers in known if numbers in drawn][:1]
    stacked = figure["layout"].get("barmode") in ("stack", "relative")
    # A split and its total in one table: the total is not one part more.
    if stacked and len(known) > 2:
        known = known[1:]
    return Series(kind, tuple(categories), tuple(known), stacked) if known else None


def _kind(figure: Mapping[str, Any]) -> str:
    """bars, columns or line, or nothing for a chart of another kind."""
    # Words beside the marks are a trace of their own.
    traces = [trace for trace in figure["data"] if trace.get("mode") != "text"]
    kinds = {trace.get("type", "scatter") for trace in traces}
    if kinds == {"bar"} and not any(trace.get("base") is not None for trace in traces):
        return "bars" if all(trace.get("orientation") == "h" for trace in traces) else "columns"
    is_line = kinds == {"scatter"} and all("lines" in trace.get("mode", "lines") for trace in traces)
    return "line" if is_line else ""


def _given(trace: Mapping[str, Any]) -> Values:
    return tuple(trace.get("x" if trace.get("orientation") == "h" else "y") or ())


def _numbers(column: Sequence[str]) -> Values:
    """The numbers of a column; none when a word stands in it, or nothing but dashes."""
    if not all(text == NOTHING or _NUMBER.fullmatch(text) for text in column):
        return ()
    values = tuple(_number(text) for text in column)
    return values if any(value is not None for value in values) else ()


def _number(text: str) -> float | None:
    if text == NOTHING:
        return None
    number = float(text.replace(",", "").replace("\u2212", "-"))
    return int(number) if number.is_integer() else number
