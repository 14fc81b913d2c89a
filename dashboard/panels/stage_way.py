"""The way from a visit to production: how many reached each stage, what share of those before, and how long it took."""

from typing import Any

from dashboard.charts.funnel_bars import funnel_bars
from dashboard.panel import Panel
from dashboard.panels.stages import FOLLOWED, INDICATOR_OF, stage_color
from dashboard.reader import Reader
from dashboard.text.format import count, duration

MET = "visited"


def stage_way(reader: Reader, *, height: int) -> Panel:
    """A panel: partners met, then the matters that reached each stage in the period.

    Partners and matters are different things, so the first row leads to no rate.
    """
    stages = [stage for stage in FOLLOWED if stage in INDICATOR_OF]
    met = reader.values(MET).total or 0
    reached = {stage: reader.values(INDICATOR_OF[stage]).total or 0 for stage in stages}
    shares = {row["stage"]: row for row in reader.values("stage_conversion", "stage").rows}
    days = {row["stage"]: row["value"] for row in reader.values("stage_days", "stage").rows}
    longest = max((stage for stage in stages if days.get(stage)), key=lambda stage: days[stage], default=None)
    names = reader.names("stages")
    heads = [reader.t("overview.way_met"), *(names(stage) for stage in stages)]
    numbers = [count(met, reader.language), *(count(reached[stage], reader.language) for stage in stages)]
    converted = ["", *(_share(reader, shares.get(stage)) for stage in stages)]
    waited = ["", *(duration(days.get(stage), reader.language) for stage in stages)]
    is_empty = not met and not any(reached.values())
    title = reader.t("overview.way")
    if longest:
        title = reader.t("overview.way_finding", stage=names(longest))
    elif reached["contract"]:
        title = reader.t("overview.way_contracts", count=count(reached["contract"], reader.language))
    picks: list[dict[str, str] | None] = [None, *({"stage": stage} for stage in stages)]
    return Panel(
        title,
        reader.t("overview.way_sub"),
        (MET, *(INDICATOR_OF[stage] for stage in stages), "stage_conversion", "stage_days"),
        figure=None
        if is_empty
        else funnel_bars(
            heads,
            [met, *reached.values()],
            numbers,
            [(reader.t("column.conversion"), converted), (reader.t("column.median_days"), waited)],
            reader.look,
            height=height,
            colors=[reader.look.hairline, *(stage_color(stage, reader) for stage in stages)],
            head=reader.t("overview.way_count"),
            name_width=9 if reader.language == "en" else 5,
            bold=frozenset({(1, 1 + stages.index(longest))} if longest else ()),
            picks=picks,
        ),
        alt=f"{title}: " + ", ".join(f"{head} {number}" for head, number in zip(heads, numbers, strict=True)),
        table=()
        if is_empty
        else tuple(
            {
                reader.t("column.stage"): head,
                reader.t("overview.way_count"): number,
                reader.t("column.conversion"): share,
                reader.t("column.median_days"): wait,
            }
            for head, number, share, wait in zip(heads, numbers, converted, waited, strict=True)
        ),
        rows_picks=() if is_empty else tuple(pick or {} for pick in picks),
        listing="matters",
        empty="matters" if is_empty else "",
        height=height,
    )


def _share(reader: Reader, row: dict[str, Any] | None) -> str:
    """Whole per cent, and of how many where they are few."""
    if row is None or row["value"] is None:
        return reader.t("number.unknown")
    return (
        f"{row['value']:.0%} ({row['numerator']}/{row['denominator']})"
        if row["denominator"] < 10
        else f"{row['value']:.0%}"
    )
