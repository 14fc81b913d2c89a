"""How long matters have stood in their present stage, and which stand still."""

from dashboard.charts.funnel_bars import funnel_bars
from dashboard.panel import Panel
from dashboard.panels.stages import FOLLOWED, stage_color
from dashboard.reader import Reader
from dashboard.text.format import count, duration


def stage_waits(reader: Reader, *, height: int) -> Panel:
    """A panel: matters a stage, the median of days they have been there, and how many stand longer than they should."""
    matters = {row["stage"]: row["value"] for row in reader.values("matters", "stage").rows}
    ages = {row["stage"]: row["value"] for row in reader.values("stage_age", "stage").rows}
    stalled = {row["stage"]: row["value"] for row in reader.values("stalled", "stage").rows}
    total = reader.values("stalled").total or 0
    stages = [stage for stage in FOLLOWED if matters.get(stage)]
    names = reader.names("stages")
    title = reader.t("intents.waits")
    if stages:
        title = reader.t(
            "intents.waits_finding" if total else "intents.waits_none", count=count(total, reader.language)
        )
    written = {stage: duration(ages.get(stage), reader.language) for stage in stages}
    standing = {stage: count(stalled.get(stage, 0), reader.language) for stage in stages}
    numbers = {stage: count(matters[stage], reader.language) for stage in stages}
    return Panel(
        title,
        reader.t("intents.waits_sub"),
        ("matters", "stage_age", "stalled"),
        figure=funnel_bars(
            [names(stage) for stage in stages],
            [matters[stage] for stage in stages],
            [numbers[stage] for stage in stages],
            [
                (reader.t("column.median_age"), [written[stage] for stage in stages]),
                (reader.t("column.stalled"), [standing[stage] for stage in stages]),
            ],
            reader.look,
            height=height,
            colors=[stage_color(stage, reader) for stage in stages],
            head=reader.t("overview.stages_count"),
            name_width=9 if reader.language == "en" else 5,
            bold=frozenset((1, row) for row, stage in enumerate(stages) if stalled.get(stage)),
            picks=[{"stage": stage} for stage in stages],
        )
        if stages
        else None,
        alt=f"{title}: " + ", ".join(f"{names(stage)} {numbers[stage]}, {written[stage]}" for stage in stages),
        table=tuple(
            {
                reader.t("column.stage"): names(stage),
                reader.t("overview.stages_count"): numbers[stage],
                reader.t("column.median_age"): written[stage],
                reader.t("column.stalled"): standing[stage],
            }
            for stage in stages
        ),
        rows_picks=tuple({"stage": stage} for stage in stages),
        listing="matters",
        empty="" if stages else "matters",
        height=height,
    )
