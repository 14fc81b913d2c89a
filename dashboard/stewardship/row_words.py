"""A row of the warehouse in a line, in the reader's language: what somebody needs to know which one is meant."""

from collections.abc import Iterable, Mapping
from datetime import datetime
from typing import Any

from dashboard.indicators.listing import reference
from dashboard.indicators.run import run
from dashboard.indicators.suppression import is_small
from dashboard.indicators.version_rows import Connection
from dashboard.text import t
from dashboard.text.format import count, dates, day
from dashboard.text.names import names
from dashboard.text.show import quoted
from etl.source import sources

LONGEST = 120


def moment(written: str | None, language: str) -> str:
    """A moment, ISO 8601 at the office, as people write it: 2026年11月22日 09:30."""
    if not written:
        return ""
    at = datetime.fromisoformat(written)
    return f"{day(at.date(), language)} {at:%H:%M}"


class RowWords:
    """Lines for rows of one open version; names are looked up once."""

    def __init__(self, connection: Connection, language: str) -> None:
        self._connection = connection
        self._language = language
        self._partners = names(reference(connection, "partners"), "partners", language)

    def lines(self, table: str, ids: Iterable[str]) -> dict[str, str]:
        """Id → line, of those of the rows that are current in the version."""
        identity = sources()[table].id
        sql = f"select * from {table} where {identity} in (select unnest($ids))"
        return {row[identity]: self.line(table, row) for row in run(self._connection, sql, {"ids": list(ids)})}

    def line(self, table: str, row: Mapping[str, Any]) -> str:
        """The day, whom and what it is about."""
        parts = {"visits": self._visit, "intents": self._intent, "talent_flows": self._talent}[table](row)
        line = " · ".join(part for part in parts if part)
        return line if len(line) <= LONGEST else f"{line[: LONGEST - 1]}…"

    def _visit(self, row: Mapping[str, Any]) -> tuple[str, ...]:
        return (
            dates(dict(row), "start_date", self._language, "end_date"),
            self._joined(row["partners"] or ()),
            quoted(row["topic"], self._language),
        )

    def _intent(self, row: Mapping[str, Any]) -> tuple[str, ...]:
        return dates(dict(row), "signed_date", self._language), quoted(row["title"], self._language)

    def _talent(self, row: Mapping[str, Any]) -> tuple[str, ...]:
        return (
            dates(
                {"period_start": row["period_start"], "end": row["period_end"]}, "period_start", self._language, "end"
            ),
            quoted(row["scheme"] or row["partner"] or row["sector"], self._language),
            t("people.not_shown", self._language)
            if is_small(row["headcount"])
            else count(row["headcount"], self._language),
        )

    def _joined(self, partners: Iterable[str]) -> str:
        return self._partners.joined(tuple(partners), t("phrase.separator", self._language))
