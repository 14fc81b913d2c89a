"""An indicator by sector, partner, town or kind, largest first."""

from typing import Any

from dashboard.charts.bars import bars
from dashboard.charts.theme import family_color
from dashboard.indicators.values import Values
from dashboard.panel import Panel
from dashboard.reader import Reader
from dashboard.wording import row_words

TABLES = {"sector": "sectors", "partner": "partners", "town": "towns", "partner_kind": "partner_kinds"}
LISTING = {"visits": "visits", "intents": "matters", "talent": "talent"}
NAME_WIDTH = {"en": 12.0}


def ranked(reader: Reader, indicator: str, dimension: str, limit: int | None = None) -> list[dict[str, Any]]:
    """The rows that have a name and a value, largest first, the sector for all the rest last; at most `limit`."""
    rows = [row for row in reader.values(indicator, dimension).rows if row[dimension] and row["value"]]
    rest = _rest(reader) if dimension == "sector" else set()
    return sorted(rows, key=lambda row: (row[dimension] in rest, -row["value"], row[dimension]))[:limit]


def _rest(reader: Reader) -> set[str]:
    return {row["sector"] for row in reader.reference("sectors") if row["is_rest"]}


def _not_shown(values: Values) -> list[dict[str, Any]]:
    """The rows of too few people, by name: their order says nothing of their size."""
    (dimension,) = values.by
    return sorted(
        (row for row in values.rows if row[dimension] and row.get("suppressed")), key=lambda row: str(row[dimension])
    )


def leader(reader: Reader, indicator: str, dimension: str) -> dict[str, Any] | None:
    """The row that alone is largest, for a title; None in a tie. The sector for all the rest leads nothing."""
    rest = _rest(reader) if dimension == "sector" else set()
    rows = [row for row in ranked(reader, indicator, dimension) if row[dimension] not in rest]
    return rows[0] if rows and (len(rows) == 1 or rows[0]["value"] > rows[1]["value"]) else None


def without(reader: Reader, indicator: str, dimension: str) -> float | int:
    """The value of what has no name in the dimension."""
    return next((row["value"] for row in reader.values(indicator, dimension).rows if not row[dimension]), 0)


def ranking(
    reader: Reader,
    *,
    indicator: str,
    dimension: str,
    text: str,
    limit: int,
    height: int,
    what: str = "visits",
    **values: object,
) -> Panel:
    """A panel of bars; `text` is the key of its title, with `_finding` and `_sub` beside it where there are such."""
    found = reader.values(indicator)
    rows = [*ranked(reader, indicator, dimension), *_not_shown(reader.values(indicator, dimension))][:limit]
    names = reader.names(TABLES[dimension])
    title = reader.t(text)
    first = leader(reader, indicator, dimension)
    if first and reader.has_text(f"{text}_finding"):
        title = reader.t(f"{text}_finding", **{dimension: names(first[dimension], short=True)})
    labels = [row_words(reader, indicator, row) for row in rows]
    # A kind of partner is no filter of its own.
    picks = [{dimension: row[dimension]} if dimension in ("sector", "partner", "town") else {} for row in rows]
    shown = [names(row[dimension], short=dimension != "sector" or reader.language == "en") for row in rows]
    best = reader.t("phrase.separator").join(f"{name} {label}" for name, label in zip(shown[:3], labels, strict=False))
    return Panel(
        title,
        reader.t(f"{text}_sub", count=len(rows), **values),
        (indicator,),
        figure=bars(
            shown,
            [row["value"] for row in rows],
            labels,
            reader.look,
            colors=_colors(reader, rows) if dimension == "sector" else None,
            height=height,
            name_width=NAME_WIDTH.get(reader.language, 7.4),
            picks=picks,
        )
        if rows
        else None,
        alt=f"{title}: {best}",
        table=tuple(
            {
                reader.t(f"column.{dimension}"): names(row[dimension]),
                reader.t(f"indicator.{indicator}.name"): label,
            }
            for row, label in zip(rows, labels, strict=True)
        ),
        rows_picks=tuple(picks),
        listing=LISTING[found.indicator.topic],
        is_example=found.is_example,
        empty=what,
        height=height,
    )


def _colors(reader: Reader, rows: list[dict[str, Any]]) -> list[str]:
    families = {row["sector"]: row["family"] for row in reader.reference("sectors")}
    return [family_color(families.get(row["sector"], ""), reader.look) for row in rows]
