"""The amounts of each stage as ranges: what the sources state at least and at most."""

from dashboard.charts.ranges import Range, ranges
from dashboard.panel import Panel
from dashboard.panels.stages import FOLLOWED, INDICATOR_OF
from dashboard.reader import Reader
from dashboard.text.format import count, money


def amount_ranges(reader: Reader, *, height: int) -> Panel:
    """A panel: number, and lower and upper bound, a stage; never one sum. Open where an amount has no upper bound."""
    stages = [stage for stage in FOLLOWED if stage in INDICATOR_OF]
    rows, table = [], []
    for stage in stages:
        number = reader.values(INDICATOR_OF[stage]).total or 0
        low = reader.values(f"{INDICATOR_OF[stage]}_amount").rows[0]
        high = reader.values(f"{INDICATOR_OF[stage]}_amount_high").rows[0]
        name = reader.names("stages")(stage)
        bounded = high["value"] if high["known"] == low["known"] else None
        table.append(
            {
                reader.t("column.stage"): name,
                reader.t("overview.stages_count"): count(number, reader.language),
                reader.t("column.with_amount"): count(low["known"], reader.language),
                reader.t("column.at_least"): money(low["value"], reader.language),
                reader.t("column.at_most"): money(bounded, reader.language),
            }
        )
        if number:
            label = f"{count(number, reader.language)} {reader.t('unit.matter')}".strip()
            label = f"{label} · {_label(reader, low['value'], bounded)}"
            rows.append(Range(name, low["value"], bounded, label, {"stage": stage}))
    title = reader.t("intents.ranges")
    return Panel(
        title,
        reader.t("intents.ranges_sub"),
        tuple(f"{INDICATOR_OF[stage]}_amount" for stage in ("contract", "mou", "intent", "landed", "started")),
        figure=ranges(rows, reader.look, height=height, name_width=9 if reader.language == "en" else 5)
        if rows
        else None,
        alt=f"{title}: " + ", ".join(f"{row.name} {row.label}" for row in rows),
        table=tuple(table) if rows else (),
        rows_picks=tuple({"stage": stage} for stage in stages) if rows else (),
        listing="matters",
        empty="" if rows else "matters",
        height=height,
    )


def _label(reader: Reader, low: float | None, high: float | None) -> str:
    if low is None:
        return money(None, reader.language)
    if high is None:
        return reader.t("number.at_least", number=money(low, reader.language))
    if high == low:
        return money(low, reader.language)
    return reader.t("period.range", start=money(low, reader.language), end=money(high, reader.language))
