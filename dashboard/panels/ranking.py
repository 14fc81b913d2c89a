"""An indicator by sector, partner, town or kind, largest first."""

from typing import Any

from dashboard.charts.bars import bars
from dashboard.charts.theme import family_color
from dashboard.panel import chart, empty, panel, written
from dashboard.reader import Reader

TABLES = {"sector": "sectors", "partner": "partners", "town": "towns", "partner_kind": "partner_kinds"}
NAME_WIDTH = {"en": 12.0}


def ranked(reader: Reader, indicator: str, dimension: str, limit: int | None = None) -> list[dict[str, Any]]:
    """The rows that have a name and a value, largest first, the sector for all the rest last; at most `limit`."""
    rows = [row for row in reader.values(indicator, dimension).rows if row[dimension] and row["value"]]
    rest = _rest(reader) if dimension == "sector" else set()
    return sorted(rows, key=lambda row: (row[dimension] in rest, -row["value"], row[dimension]))[:limit]


def _rest(reader: Reader) -> set[str]:
    return {row["sector"] for row in reader.reference("sectors") if row["is_rest"]}


def leader(reader: Reader, indicator: str, dimension: str) -> dict[str, Any] | None:
    """The row that alone is largest, for a title; None in a tie. The sector for all the rest leads nothing."""
    rest = _rest(reader) if dimension == "sector" else set()
    rows = [row for row in ranked(reader, indicator, dimension) if row[dimension] not in rest]
    return rows[0] if rows and (len(rows) == 1 or rows[0]["value"] > rows[1]["value"]) else None


def ranking(
    reader: Reader,
    indicator: str,
    dimension: str,
    text: str,
    *,
    limit: int,
    height: int,
    what: str = "visits",
    **values: object,
) -> None:
    """A panel of bars; `text` is the key of its title, with `_finding` and `_sub` beside it where there are such."""
    rows = ranked(reader, indicator, dimension, limit)
    names = reader.names(TABLES[dimension])
    title = reader.t(text)
    first = leader(reader, indicator, dimension)
    if first and reader.has_text(f"{text}_finding"):
        title = reader.t(f"{text}_finding", **{dimension: names(first[dimension], short=True)})
    subtitle = reader.t(f"{text}_sub", count=len(rows), **values)
    is_example = reader.values(indicator).is_example
    with panel(reader, title, subtitle, indicators=[indicator], is_example=is_example):
        if not rows:
            empty(reader, what, height)
            return
        families = {row["sector"]: row["family"] for row in reader.reference("sectors")}
        colors = [family_color(families[row["sector"]], reader.look) for row in rows] if dimension == "sector" else None
        shown = [names(row[dimension], short=dimension != "sector" or reader.language == "en") for row in rows]
        labels = [written(reader, indicator, row["value"]) for row in rows]
        width = NAME_WIDTH.get(reader.language, 7.4)
        figure = bars(
            shown, [row["value"] for row in rows], labels, reader.look, colors=colors, height=height, name_width=width
        )
        best = "，".join(f"{name} {label}" for name, label in zip(shown[:3], labels, strict=False))
        chart(reader, figure, f"{indicator}-{dimension}", f"{title}: {best}")
