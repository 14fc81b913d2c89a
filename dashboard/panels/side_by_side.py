"""Any two partners, sectors or towns beside each other, number by number."""

from dataclasses import replace

from dashboard.charts.butterfly import Pair, butterfly
from dashboard.indicators.filters import Filters
from dashboard.indicators.values import Values
from dashboard.panel import Panel, unit_word
from dashboard.panels.ranking import TABLES
from dashboard.reader import Reader
from dashboard.wording import total_words

COMPARED = (
    "delegations",
    "meetings",
    "participants",
    "intentions",
    "mous",
    "contracts",
    "mous_amount",
    "contracts_amount",
    "landed",
    "production",
    "talent_in",
    "talent_out",
)
LISTS = {"partner": "partners", "sector": "sectors", "town": "towns"}


def chosen_two(reader: Reader, dimension: str) -> tuple[str, str] | None:
    """The two names, when exactly two of the dimension are chosen."""
    chosen: tuple[str, ...] = getattr(reader.filters, LISTS[dimension])
    return (chosen[0], chosen[1]) if len(chosen) == 2 else None


def side_by_side(reader: Reader, *, dimension: str, height: int) -> Panel:
    """A panel for the two that are chosen; what both took part in counts on either side."""
    two = chosen_two(reader, dimension)
    assert two, "a page asks for this panel only when two are chosen"
    names = reader.names(TABLES[dimension])
    heads = (names(two[0], short=True), names(two[1], short=True))
    rows = [_pair(reader, indicator, dimension, two) for indicator in COMPARED]
    title = reader.t("compare.title", one=heads[0], other=heads[1])
    return Panel(
        title,
        reader.t("compare.sub"),
        COMPARED,
        figure=butterfly(heads, rows, reader.look, height=height, width=330 if reader.is_phone else 900),
        alt=f"{title}: " + ", ".join(f"{row.name} {row.left_label} / {row.right_label}" for row in rows[:4]),
        table=tuple(
            {reader.t("column.indicator"): row.name, heads[0]: row.left_label, heads[1]: row.right_label}
            for row in rows
        ),
        height=height,
    )


def _only(reader: Reader, dimension: str, name: str) -> Filters:
    return replace(reader.filters, **{LISTS[dimension]: (name,)})  # type: ignore[arg-type]


def _pair(reader: Reader, indicator: str, dimension: str, two: tuple[str, str]) -> Pair:
    values = [reader.values(indicator, filters=_only(reader, dimension, name)) for name in two]
    labels = [_label(reader, one) for one in values]
    return Pair(reader.t(f"indicator.{indicator}.name"), values[0].total, values[1].total, labels[0], labels[1])


def _label(reader: Reader, values: Values) -> str:
    """The number with its unit, and what of it is made up."""
    indicator = values.indicator.id
    word = unit_word(reader, indicator) if values.total is not None else ""
    mark = reader.t("panel.example_short") if values.is_example else ""
    return " ".join(filter(None, (total_words(reader, values), word, mark)))
