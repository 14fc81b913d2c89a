"""Every indicator with its definition, in every version of it, and its value over all time."""

from dashboard.indicators.filters import Filters
from dashboard.indicators.registry import INDICATORS, versions_in
from dashboard.indicators.values import Values
from dashboard.panel import Panel, unit_word
from dashboard.reader import Reader
from dashboard.text.format import day
from dashboard.wording import small_numbers, total_words
from etl.definitions import definition_words


def definition_list(reader: Reader, *, height: int) -> Panel:
    """A panel that is searched as one types."""
    found = all_values(reader)
    return Panel(
        reader.t("definitions.list"),
        reader.t("definitions.status"),
        (),
        table=tuple(_row(reader, values) for values in found),
        # A link to an indicator leads to the version that counts.
        rows_ids=_ids(found),
        search=reader.t("definitions.search_placeholder"),
        is_example=any(values.is_example for values in found),
        height=height,
    )


def all_values(reader: Reader) -> list[Values]:
    """The values of every definition that ever held, the newest of each indicator first."""
    everything = Filters(as_of=reader.filters.as_of)
    return [
        reader.values(id, filters=everything, definition=indicator.version)
        for id in INDICATORS
        for indicator in reversed(versions_in(id, None, None))
    ]


def _ids(found: list[Values]) -> tuple[str, ...]:
    """The indicator's id at its newest version, nothing at older ones."""
    ids = [values.indicator.id for values in found]
    return tuple("" if id in ids[:place] else id for place, id in enumerate(ids))


def _row(reader: Reader, values: Values) -> dict[str, str]:
    indicator = values.indicator
    return {
        reader.t("definitions.name"): reader.t(f"indicator.{indicator.id}.name"),
        reader.t("definitions.code"): indicator.code,
        reader.t("definitions.definition"): " ".join(
            filter(
                None,
                (
                    definition_words(indicator.id, indicator.version, reader.language),
                    small_numbers(reader, indicator.id),
                ),
            )
        ),
        reader.t("definitions.value"): _value(reader, values),
        reader.t("definitions.counted"): _counted(reader, indicator.id),
        reader.t("definitions.cohort"): reader.t(f"cohort.{indicator.cohort}"),
        reader.t("definitions.period_rule"): reader.t(f"period_rule.{indicator.period_rule}"),
        reader.t("definitions.unit"): reader.t(f"unit_name.{indicator.unit}"),
        reader.t("definitions.basis"): reader.t(f"basis.{indicator.basis}"),
        reader.t("definitions.owner"): reader.t(f"owner.{indicator.owner}"),
        reader.t("definitions.version"): str(indicator.version),
        reader.t("definitions.valid_from"): day(indicator.valid_from, reader.language),
        reader.t("definitions.id"): indicator.id,
    }


def _counted(reader: Reader, indicator: str) -> str:
    """What is counted; of a rate, what is divided by what."""
    keys = (f"indicator.{indicator}.counted", f"indicator.{indicator}.denominator")
    return " ÷ ".join(reader.t(key) for key in keys if reader.has_text(key))


def _value(reader: Reader, values: Values) -> str:
    """The total with its unit, and what is not real."""
    indicator = values.indicator.id
    mark = reader.t("panel.example_short") if values.is_example else ""
    return " ".join(filter(None, (total_words(reader, values), unit_word(reader, indicator), mark)))
