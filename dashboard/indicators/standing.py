"""The state as it stood on a day, and the way from it to now, cause by cause, beside a version in memory.

A state can be asked like the version itself: `Standing.as_connection` finds its tables under the version's names.
"""

import threading
from collections import OrderedDict
from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING, cast

from dashboard.indicators.changed_rows import CAUSES
from dashboard.indicators.run import run
from dashboard.indicators.steps import VERSION, WHOLE, Databases, look_in, make_relation, make_states
from etl.state import counting

if TYPE_CHECKING:
    from duckdb import DuckDBPyConnection as Connection

WAYS_KEPT = 8


@dataclass(frozen=True)
class Standing:
    """A state, asked in one of its databases."""

    connection: "Connection"
    database: str

    def cursor(self) -> "Connection":
        """A cursor that finds the state's tables and relations under the names that the version's have."""
        cursor = self.connection.cursor()
        if self.database != VERSION:
            look_in(cursor, self.database)
        return cursor

    def as_connection(self) -> "Connection":
        """For whoever reads through cursors of a connection, as `run` does."""
        return cast("Connection", self)


@dataclass(frozen=True)
class Way:
    """From one day's state to another's: `states[0]` is how it stood then, `states[n]` how after the nth of `CAUSES`.

    `loads` is the number of loads that counted then.
    """

    name: str
    states: tuple[Databases, ...]
    loads: int

    def changed(self, cause: str) -> str:
        """A select of `table_name` and `id` of the rows that stand otherwise for this cause."""
        condition = "is_renamed" if cause == CAUSES[-1] else f"step = {CAUSES.index(cause) + 1}"
        return f"select table_name, id from {self.name}.main.changes where {condition}"


class Standings:
    """The ways of one version, made when first asked for; those that were not asked for lately are let go."""

    def __init__(self, connection: "Connection") -> None:
        self._connection = connection
        self._ways: OrderedDict[tuple[date, date | None], Way] = OrderedDict()
        self._states: dict[str, Databases] = {}
        self._ready: set[tuple[str, str]] = set()
        self._number = 0
        # Held while a way is asked: letting one go must not take the tables from under a question.
        self.lock = threading.RLock()

    def reading(self, state: Databases, facts: str, *, own: bool = False) -> "Connection":
        """What reads the relation `facts` in a state, or of its own rows. The caller holds `lock` while it reads."""
        self._make_ready(state, facts, own=own)
        return Standing(self._connection, state.own if own else state.whole).as_connection()

    def as_of(self, day: date, facts: str) -> "Connection":
        """What reads the relation `facts` as it stood at the end of a day. The caller holds `lock` while it reads."""
        return self.reading(self.way(day).states[0], facts)

    def _make_ready(self, state: Databases, facts: str, *, own: bool) -> None:
        database = state.own if own else state.whole
        if database == VERSION or (database, facts) in self._ready:
            return
        if not own:
            # The end of a way is the beginning of another one.
            state = self._states[state.whole]
            if facts not in WHOLE:
                self._make_ready(state, facts, own=True)
            if state.base != VERSION:
                self._make_ready(self._states[state.base], facts, own=False)
        make_relation(self._connection, state, facts, own=own)
        self._ready.add((database, facts))

    def way(self, then: date, until: date | None = None) -> Way:
        """From the end of the day `then` to the end of `until`, or to now. The caller holds `lock`."""
        if (then, until) not in self._ways:
            self._ways[then, until] = self._made(then, until)
            while len(self._ways) > WAYS_KEPT:
                self._let_go(next(iter(self._ways)))
        self._ways.move_to_end((then, until))
        if until:  # what another stands on outlives it
            self._ways.move_to_end((until, None))
        return self._ways[then, until]

    def _made(self, then: date, until: date | None) -> Way:
        base = self.way(until).states[0].whole if until else VERSION
        self._number += 1
        name = f"way_{self._number}"
        counted = run(self._connection, f"select load_id from loads where {counting('then')}", {"then": then})
        states = make_states(self._connection, name, base, then, until)
        for state in states:
            self._states.setdefault(state.whole, state)
        return Way(name, states, len(counted))

    def _let_go(self, key: tuple[date, date | None]) -> None:
        day, until = key
        for other in [known for known in self._ways if until is None and known[1] == day]:
            self._let_go(other)
        way = self._ways.pop(key)
        databases = {database for state in way.states for database in (state.whole, state.own)}
        for database in sorted(database for database in databases if database.startswith(f"{way.name}_")):
            self._connection.execute(f"detach {database}")
            self._states.pop(database, None)
        self._connection.execute(f"detach {way.name}")
