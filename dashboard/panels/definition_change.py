"""A chart over time across a change of definition: both versions up to the change, and words that say so."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING, Any

from dashboard.charts.earlier import Change, with_earlier
from dashboard.charts.series import Series
from dashboard.definitions_used import version_name, versions_shown
from dashboard.indicators.filters import Filters
from dashboard.indicators.indicator import Indicator
from dashboard.panels.period_pick import period_pick
from dashboard.reader import Reader
from dashboard.text.format import bucket
from dashboard.wording import row_words

if TYPE_CHECKING:
    from dashboard.charts.figure import Figure


@dataclass(frozen=True)
class Earlier:
    """An indicator by an earlier version of its definition: the values, written too, of the keys up to its end."""

    indicator: str
    name: str
    values: Mapping[str, float | None]
    texts: Mapping[str, str]


def earlier_rows(reader: Reader, indicators: Sequence[str], unit: str) -> list[dict[str, Any]]:
    """What the earlier versions in the period count, up to the end of each: time in which only they have anything."""
    return [
        row
        for indicator in indicators
        for version in versions_shown(reader, indicator)[:-1]
        for row in reader.values(indicator, unit, definition=version.version).rows
        if row[unit] and _first_day(row[unit], unit) <= _end(version)
    ]


class DefinitionChange:
    """What a chart over `keys` of time (2024, 2024-Q2, 2024-05 or days) adds where a definition changed in them.

    The chart counts all of it by the definition of today. Those that held before are counted up to their end: so much
    of the time has both, and a step in the numbers is seen to come from the definition or from the matter.
    """

    def __init__(
        self, reader: Reader, indicators: Sequence[str], unit: str, keys: Sequence[str], filters: Filters | None = None
    ) -> None:
        self._reader, self._unit, self._keys = reader, unit, keys
        self._filters = filters
        self._shown: dict[str, tuple[Indicator, ...]] = {}
        self._earlier: list[Earlier] = []
        for indicator in indicators:
            *older, used = versions_shown(reader, indicator)
            found = [self._by(version) for version in older if keys and _first_day(keys[0], unit) <= _end(version)]
            if found:
                self._shown[indicator] = (*older[-len(found) :], used)
                self._earlier += found

    def drawn(self, figure: "Figure", colors: Mapping[str, str] | None = None) -> "Figure":
        """The chart with the earlier values over it; `colors` by indicator, else one that no stack has."""
        if not self._earlier:
            return figure
        other = self._reader.look.lanes["intents"]
        series = [
            Series(one.name, (colors or {}).get(one.indicator, other), [one.values.get(key) for key in self._keys])
            for one in self._earlier
        ]
        names = [bucket(key, self._unit, self._reader.language) for key in self._keys]
        return with_earlier(figure, names, series, self._changes(), self._reader.look)

    def said(self, *, is_drawn: bool = True) -> str:
        """What the subtitle adds; nothing where no definition changed."""
        key = "definition.both_drawn" if is_drawn else "definition.both_in_table"
        return "".join(
            self._reader.t(
                key,
                name=self._reader.t(f"indicator.{indicator}.name"),
                new=version_name(self._reader, used),
                old=self._reader.t("phrase.separator").join(version_name(self._reader, each) for each in older),
            )
            for indicator, (*older, used) in self._shown.items()
        )

    def heading(self, indicator: str, name: str = "") -> str:
        """The heading of the table's column: the indicator, and its version where there are several."""
        name = name or self._reader.t(f"indicator.{indicator}.name")
        return self._named(name, self._shown[indicator][-1]) if indicator in self._shown else name

    def cells(self, key: str) -> dict[str, str]:
        """The earlier values of a key as cells of the table's row."""
        return {one.name: one.texts.get(key, "") for one in self._earlier}

    def _by(self, version: Indicator) -> Earlier:
        indicator = version.id
        rows = self._reader.values(indicator, self._unit, filters=self._filters, definition=version.version).rows
        found = {row[self._unit]: row for row in rows}
        nothing = {"value": 0 if version.measure == "count" else None}
        keys = [key for key in self._keys if _first_day(key, self._unit) <= _end(version)]
        shown = {key: found.get(key, nothing) for key in keys}
        values = {key: row["value"] for key, row in shown.items()}
        name = self._named(self._reader.t(f"indicator.{indicator}.name"), version)
        texts = {key: row_words(self._reader, indicator, row) for key, row in shown.items()}
        return Earlier(indicator, name, values, texts)

    def _named(self, name: str, version: Indicator) -> str:
        return self._reader.t("definition.of_version", name=name, version=version_name(self._reader, version))

    def _changes(self) -> list[Change]:
        """Each day once, by how much of its period had gone by."""
        begun = {
            version.valid_from: self._reader.t("definition.mark", number=version.version)
            for versions in self._shown.values()
            for version in versions[1:]
        }
        places = {day: self._place(day) for day in begun}
        return [Change(place, begun[day]) for day, place in places.items() if place is not None]

    def _place(self, day: date) -> float | None:
        for number, key in enumerate(self._keys):
            first, last = (date.fromisoformat(found) for found in _days(key, self._unit))
            if first <= day <= last:
                return number - 0.5 + (day - first).days / ((last - first).days + 1)
        return None


def _first_day(key: str, unit: str) -> str:
    return _days(key, unit)[0]


def _days(key: str, unit: str) -> tuple[str, str]:
    """The first and last day of a key, written."""
    if unit == "day":
        return key, key
    pick = period_pick(key)
    return pick["from"], pick["to"]


def _end(version: Indicator) -> str:
    assert version.valid_until, "an earlier version has ended"
    return version.valid_until.isoformat()
