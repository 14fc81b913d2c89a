"""What an indicator is in each state between two days, and which rows make it another in the next."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

from dashboard.indicators.changed_rows import CAUSES
from dashboard.indicators.criteria import criteria_sql
from dashboard.indicators.facts import DERIVED, READY
from dashboard.indicators.filters import Filters
from dashboard.indicators.frame import Values
from dashboard.indicators.indicator import Indicator
from dashboard.indicators.query import bind_day, counted_sql
from dashboard.indicators.run import run
from dashboard.indicators.standing import Standings, Way
from dashboard.indicators.steps import WHOLE, Databases, tables_of
from dashboard.indicators.values import values
from etl.source import sources

Rows = tuple[tuple[str, str], ...]
# What a value is made from, where the cases of two sets of records add up to those of both.
_ADDED = {
    "count": ("value",),
    "sum": ("value", "known"),
    "rate": ("numerator", "denominator"),
    "ratio": ("numerator", "denominator"),
}


@dataclass(frozen=True)
class CountedStates:
    """An indicator under filters (without a day as of which), in the states of a way, as asked on the day `on`.

    Whoever asks holds the lock of `standings`.
    """

    standings: Standings
    way: Way
    indicator: Indicator
    filters: Filters
    on: date

    def totals(self, now: Values | None = None) -> list[float | None]:
        """The value in each state, the last one's included; `now` are the values in that, when they are known."""
        last = self.way.states[-1]
        now = now or self._values(last, self.on)
        known = {last: now.total}
        if self._adds_up():
            gone = self._values(last, self.on, own=True).rows[0]
            for state in self.way.states:
                # Most rows stand in all states as they do in the last: only the others are counted anew.
                if state not in known:
                    known[state] = self._total(now.rows[0], gone, self._values(state, self.on, own=True).rows[0])
        return [known[state] if state in known else self.total(state, self.on) for state in self.way.states]

    def total(self, state: Databases, on: date) -> float | None:
        """The value in a state, as asked on a day."""
        return self._values(state, on).total

    def _values(self, state: Databases, on: date, *, own: bool = False) -> Values:
        connection = self.standings.reading(state, self.indicator.facts, own=own)
        return values(connection, self.indicator, self.filters, is_ready=True, on=on)

    def _adds_up(self) -> bool:
        indicator = self.indicator
        is_apart = indicator.facts in WHOLE or indicator.published or indicator.needs
        return indicator.measure in _ADDED and not is_apart and len(set(self.way.states)) > 1

    def _total(self, now: Mapping[str, Any], gone: Mapping[str, Any], come: Mapping[str, Any]) -> float | None:
        added = (
            # Amounts have two decimals, of which their sum as a float leaves crumbs.
            round((now[name] or 0) - (gone[name] or 0) + (come[name] or 0), 6)
            for name in _ADDED[self.indicator.measure]
        )
        first, *rest = added
        if self.indicator.measure == "count":
            return first
        if not rest[0]:
            return None
        return first if self.indicator.measure == "sum" else first / rest[0]

    def rows(self, number: int) -> Rows:
        """The (table, id) of the rows that change after a state, and of which the indicator counts something else."""
        old, new = self.way.states[number : number + 2]
        if old == new:
            return ()
        facts, bound = self.indicator.facts, dict[str, Any]()
        own = facts not in WHOLE
        readers = [self.standings.reading(state, facts, own=own) for state in (old, new)]
        counted = counted_sql(self.indicator, self.filters, bound)
        sides = (
            f"(select {', '.join(measured(self.indicator, bound))}"
            f" from {state.own if own else state.whole}.{READY}.{facts} as base where {counted})"
            for state in (old, new)
        )
        before, after = sides
        sql = (
            f"with other as (({before} except all {after}) union all ({after} except all {before})),"
            f" changed as ({self.way.changed(CAUSES[number])}) {self._records()} order by all"
        )
        found = run(readers[-1], sql, bind_day(sql, bound, self.on))
        return tuple((row["table_name"], row["id"]) for row in found)

    def _records(self) -> str:
        """The changed records that the `other` facts are about."""
        tables = tables_of(self.indicator.facts)
        named = ", ".join(f"'{table}'" for table in tables)
        if self.indicator.facts not in WHOLE:
            return f"select table_name, id from changed where table_name in ({named}) and id in (select id from other)"
        # Such a fact is about a partner and not about a record.
        return " union ".join(
            f"select distinct table_name, id from changed join {self.way.name}.main.{table}_kept as kept"
            f" on kept.{sources()[table].id} = id where table_name = '{table}'"
            " and list_has_any(kept.partners, (select coalesce(list(id), []) from other))"
            for table in tables
        )


def measured(indicator: Indicator, bound: dict[str, Any]) -> list[str]:
    """What of a fact, `base`, the indicator's value depends on; its id first. Values are added to `bound`."""
    is_by_partner = "partner" in indicator.case or indicator.facts in WHOLE
    amounts = [DERIVED.get(column, column) for column in (indicator.amount, indicator.over) if column]
    numerator = [criteria_sql(indicator.numerator, bound, "numerator")] if indicator.numerator else []
    return ["id", *(["partners"] if is_by_partner else []), *amounts, *numerator]
