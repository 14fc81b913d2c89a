"""Two weeks number by number, each difference split by cause, from what both weeks were told from and nothing later."""

import hashlib
from collections.abc import Iterator
from datetime import date, datetime
from pathlib import Path
from typing import Any

from dashboard import warehouse
from dashboard.export.filters_in_words import filters_in_words
from dashboard.export.kept.exported_week import Choices, ExportedWeek, read_week
from dashboard.export.kept.told_from import told_from
from dashboard.indicators.changed_rows import CAUSES
from dashboard.indicators.difference import Difference
from dashboard.indicators.filters import Filters
from dashboard.reader import Reader, filters_of
from dashboard.text.sentences import CAUSE_WORDS
from dashboard.wording import unit_word, written
from etl.definitions import definitions, number_on, versions

# A sum of parts may differ from the whole by what a computer rounds.
_NOTHING = 1e-9
# What nobody's rows explain: loaded on the earlier week's day after its export was made, or other settings.
SAME_DAY, SETTINGS = "same_day", "settings"
NEW = CAUSES[0]


def compared(exports: Path, names: tuple[str, str], language: str) -> dict[str, Any]:
    """{"one", "other", "rows"}: the earlier week, the later one, and every number that either has.

    A row: indicator, chosen (the filters in words), name, unit, before, now, change, parts as {cause, value}, and their
    words. The values are those of the manifests; `parts` sum to the change.
    """
    one, other = (read_week(exports, name) for name in sorted(names))
    with told_from(one.frozen):
        defined = dict(_in_force(one.day))
    with told_from(other.frozen):
        changed = {name for name, entry in _in_force(other.day) if entry != defined.get(name)}
        reader = Reader(warehouse.current(), language, filters_of({}, ()), "page", is_phone=False)
        weeks = _Weeks(reader, one, other, changed)
        return {"one": one.name, "other": other.name, "rows": [weeks.row(key) for key in weeks.keys]}


class _Weeks:
    """Two weeks beside each other, for one reader of the later one."""

    def __init__(self, reader: Reader, one: ExportedWeek, other: ExportedWeek, changed: set[str]) -> None:
        self._reader, self._one, self._other, self._changed = reader, one, other, changed
        self._before, self._now = one.values(), other.values()
        self._stages = [row["stage"] for row in reader.reference("stages")]
        self._loads_before = warehouse.loads_as_of(reader.version.name, one.day)
        self.keys = list(dict.fromkeys([*self._before, *self._now]))

    def row(self, key: tuple[Choices, str]) -> dict[str, Any]:
        """A number of both weeks, or of one of them."""
        (chosen, indicator), reader = key, self._reader
        before, now = self._before.get(key), self._now.get(key)
        is_in_both = key in self._before and key in self._now
        change = (now or 0) - (before or 0) if is_in_both and (before is not None or now is not None) else None
        is_told = change is None or self._is_told(key)
        change = change if is_told else None
        parts = list(self._parts(key, change)) if change is not None else []
        return {
            "indicator": indicator,
            "chosen": reader.t("phrase.pause").join(
                f"{name} {value}" for name, value in filters_in_words(reader, self._filters(chosen))
            ),
            "name": reader.t(f"indicator.{indicator}.name"),
            "unit": unit_word(reader, indicator),
            "before": before,
            "now": now,
            "change": change,
            "parts": [{"cause": cause, "value": value} for cause, value in parts],
            "before_words": written(reader, indicator, before) if key in self._before else "",
            "now_words": written(reader, indicator, now) if key in self._now else "",
            "change_words": "—" if change is None else signed(reader, indicator, change),
            "cause_words": reader.t("phrase.pause").join(self._causes(key, parts))
            if is_told
            else reader.t("change.too_few"),
        }

    def _parts(self, key: tuple[Choices, str], total: float) -> Iterator[tuple[str, float]]:
        """Each cause with what it adds, in the end what the rows that were kept do not explain."""
        difference, indicator = self._difference(key), key[1]
        if difference is None:
            yield NEW, total  # nothing was loaded by that day: all came since
            return
        rest = total
        for part in difference.parts:
            if abs(part.value) > _NOTHING:
                rest -= part.value
                yield part.cause, part.value
        if abs(rest) > _NOTHING * max(1.0, abs(total)):
            is_same_day = datetime.fromisoformat(self._one.said["made_at"]).date() == self._one.day
            is_set = indicator in self._changed or _settings(self._one.frozen) != _settings(self._other.frozen)
            yield SETTINGS if is_set or not is_same_day else SAME_DAY, rest

    def _is_told(self, key: tuple[Choices, str]) -> bool:
        """Whether the difference may be told: not when it is about too few people."""
        return not self._loads_before or self._difference(key) is not None

    def _difference(self, key: tuple[Choices, str]) -> Difference | None:
        chosen, indicator = key
        return self._reader.difference(indicator, self._one.day, self._filters(chosen))

    def _filters(self, chosen: Choices) -> Filters:
        asked = {name: list(values) for name, values in chosen} | {"as_of": [self._other.day.isoformat()]}
        return filters_of(asked, self._stages)

    def _causes(self, key: tuple[Choices, str], parts: list[tuple[str, float]]) -> Iterator[str]:
        reader, indicator = self._reader, key[1]
        if key not in self._before or key not in self._now:
            yield reader.t("exports.only_in", week=(self._one if key in self._before else self._other).name)
        for cause, value in parts:
            yield reader.t("exports.cause", cause=_cause(reader, cause), value=signed(reader, indicator, value))
        if indicator in self._changed:
            yield reader.t("exports.definition_changed")


def _cause(reader: Reader, cause: str) -> str:
    own = {SAME_DAY: "exports.cause_same_day", SETTINGS: "exports.cause_settings"}
    return reader.t(own.get(cause) or CAUSE_WORDS[cause])


def _in_force(day: date) -> Iterator[tuple[str, Any]]:
    """Each indicator with the version of its definition that holds on a day."""
    for name, entry in definitions()["indicators"].items():
        yield name, versions(entry)[number_on(entry, day) - 1]


def _settings(frozen: Path) -> dict[str, str]:
    """What the office had set of its own, by file, as digests; the list of shots changes no number."""
    files = [path for path in sorted(frozen.glob("*.toml")) if path.name != "shots.toml"]
    files += sorted(path for path in (frozen / "reference").rglob("*") if path.is_file())
    return {path.name: hashlib.sha256(path.read_bytes()).hexdigest() for path in files}


def signed(reader: Reader, indicator: str, value: float) -> str:
    """A difference with its sign."""
    sign = "+" if value > 0 else "−" if value < 0 else ""
    return f"{sign}{written(reader, indicator, abs(value))}"
