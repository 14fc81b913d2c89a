"""What a change does to every indicator, in words: before → after, with the rows that cause it."""

from collections.abc import Iterable
from contextlib import ExitStack
from pathlib import Path
from typing import Any

from dashboard.changes import moved
from dashboard.indicators.effect import ALL_TIME, Effect, indicator_effects
from dashboard.indicators.filters import Filters
from dashboard.indicators.registry import INDICATORS
from dashboard.indicators.version_rows import GONE, ChangedRow, Connection
from dashboard.reader import Reader
from dashboard.stewardship.row_words import RowWords
from dashboard.text import t
from dashboard.text.format import bucket
from dashboard.warehouse import Version, opened
from dashboard.wording import row_words, unit_word
from etl import clock

# Rows listed with an indicator; their number stands beside them.
MOST_ROWS = 50


def effects(before: Path | None, after: Path, language: str) -> list[dict[str, Any]]:
    """Each indicator that differs between two versions, over all time or this year, in the order of the registry.

    `before` None: nothing was loaded. Each {"indicator", "name", "period" (all_time | this_year), "period_words",
    "unit", "before", "after", "change", "row_count", "rows": [{"table", "id", "summary", "kind" (new | changed |
    gone)}]}: values and change as pages write them, at most `MOST_ROWS` rows. Both files are closed again.
    """
    with ExitStack() as stack:
        now = stack.enter_context(opened(after))
        then = stack.enter_context(opened(before)) if before else None
        found = indicator_effects(then, now, clock.today())
        lines = _lines({row for effect in found for row in effect.rows[:MOST_ROWS]}, then, now, language)
    reader = Reader(Version(after.stem, after, None, 0), language, Filters(), "page", is_phone=False)
    return [_in_words(reader, effect, lines) for effect in found]


def _lines(
    rows: Iterable[ChangedRow], before: Connection | None, after: Connection, language: str
) -> dict[ChangedRow, str]:
    """What is gone is told as it stood before."""
    found = {}
    of_side: dict[bool, dict[str, list[ChangedRow]]] = {True: {}, False: {}}
    for row in rows:
        of_side[row.kind == GONE].setdefault(row.table, []).append(row)
    for is_gone, connection in ((True, before), (False, after)):
        if connection is not None and of_side[is_gone]:
            words = RowWords(connection, language)
            for table, of_table in of_side[is_gone].items():
                lines = words.lines(table, (row.id for row in of_table))
                found.update({row: lines.get(row.id, row.id) for row in of_table})
    return found


def _in_words(reader: Reader, effect: Effect, lines: dict[ChangedRow, str]) -> dict[str, Any]:
    name = reader.t(f"indicator.{effect.indicator}.name")
    if effect.part:
        part = reader.t(f"indicator.{effect.part}.name")
        name = reader.t("effect.part", name=name, part=part)
    is_whole = effect.period == ALL_TIME
    return {
        "indicator": effect.indicator,
        "name": name,
        "period": effect.period,
        "period_words": t("effect.all_time", reader.language)
        if is_whole
        else bucket(str(clock.today().year), "year", reader.language),
        "unit": unit_word(reader, effect.indicator),
        "before": row_words(reader, effect.indicator, effect.before),
        "after": row_words(reader, effect.indicator, effect.after),
        "change": _change(reader, effect),
        "row_count": len(effect.rows),
        "rows": [
            {"table": row.table, "id": row.id, "summary": lines[row], "kind": row.kind}
            for row in effect.rows[:MOST_ROWS]
        ],
    }


def _change(reader: Reader, effect: Effect) -> str:
    """Between a rate, or a number of days, and nothing known there is no difference; what is counted begins at 0."""
    before, after = (row["value"] if row else None for row in (effect.before, effect.after))
    if any(row and row.get("suppressed") for row in (effect.before, effect.after)):
        return ""
    if INDICATORS[effect.indicator].unit in ("ratio", "days"):
        if after is None:
            return reader.t("effect.unknown_now")
        if before is None:
            return reader.t("effect.known_now")
    return moved(reader, effect.indicator, (after or 0) - (before or 0))[0]
