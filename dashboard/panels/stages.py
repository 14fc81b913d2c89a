"""Matters in their present stage: over all, by sector, by partner; and the amounts at each stage."""

from typing import Any

from dashboard.charts.funnel_bars import funnel_bars
from dashboard.charts.stage_bar import Stage, stage_bar
from dashboard.panel import Panel
from dashboard.panels.ranking import TABLES, ranked
from dashboard.reader import Reader
from dashboard.text.format import count, money

# The stages that a leader follows, in order; the two before an intention are in grey.
FOLLOWED = ("lead", "talks", "intent", "mou", "contract", "landed", "started", "counted", "production")
INDICATOR_OF = {
    "intent": "intentions",
    "mou": "mous",
    "contract": "contracts",
    "landed": "landed",
    "started": "started",
    "counted": "counted",
    "production": "production",
}
# The ramp has six colours and the stages from intention on are seven: counted shares that of started.
RAMP = {"intent": 0, "mou": 1, "contract": 2, "landed": 3, "started": 4, "counted": 4, "production": 5}


def stage_color(stage: str, reader: Reader) -> str:
    """The colour of a stage, everywhere the same."""
    return reader.look.stage_ramp[RAMP[stage]] if stage in RAMP else reader.look.hairline


def stage_funnel(reader: Reader, *, height: int) -> Panel:
    """A panel: one bar a stage with its share of all matters."""
    rows = {row["stage"]: row["value"] for row in reader.values("matters", "stage").rows}
    total = reader.values("matters").total or 0
    names = reader.names("stages")
    title = reader.t("overview.stages")
    best = max(rows, key=lambda stage: rows[stage], default=None)
    if best and rows[best] * 2 > total:
        share = f"{rows[best] / total:.0%}"
        title = reader.t("overview.stages_finding", share=share, stage=names(best))
    labels = [count(rows.get(stage, 0), reader.language) for stage in FOLLOWED]
    picks = [{"stage": stage} for stage in FOLLOWED]
    return Panel(
        title,
        reader.t("overview.stages_sub"),
        ("matters",),
        figure=funnel_bars(
            [names(stage) for stage in FOLLOWED],
            [rows.get(stage, 0) for stage in FOLLOWED],
            labels,
            [],
            reader.look,
            height=height,
            colors=[stage_color(stage, reader) for stage in FOLLOWED],
            head=reader.t("overview.stages_count"),
            name_width=9 if reader.language == "en" else 5,
            picks=picks,
        )
        if total
        else None,
        alt=title,
        table=tuple(
            {reader.t("column.stage"): names(stage), reader.t("overview.stages_count"): label}
            for stage, label in zip(FOLLOWED, labels, strict=True)
        )
        if total
        else (),
        rows_picks=tuple(picks),
        listing="matters",
        empty="matters",
        height=height,
    )


def stage_bars(reader: Reader, *, dimension: str, text: str, limit: int, height: int) -> Panel:
    """A panel: matters by sector or partner, each bar cut into stages; the furthest first, then the most."""
    cells = reader.values("matters", dimension, "stage").rows
    rows = sorted(ranked(reader, "matters", dimension), key=lambda row: -_furthest(cells, dimension, row[dimension]))[
        :limit
    ]
    names, stage_names = reader.names(TABLES[dimension]), reader.names("stages")
    keys = [row[dimension] for row in rows]
    picks = [{dimension: key} for key in keys]
    present = [stage for stage in FOLLOWED if any(cell["stage"] == stage for cell in cells)]
    counts = {
        (keys.index(cell[dimension]), present.index(cell["stage"])): cell["value"]
        for cell in cells
        if cell[dimension] in keys and cell["stage"] in present
    }
    labels = [count(row["value"], reader.language) for row in rows]
    title = reader.t(text)
    reach = [_furthest(cells, dimension, key) for key in keys[:2]]
    if reader.has_text(f"{text}_finding") and reach and reach.count(reach[0]) == 1:
        title = reader.t(f"{text}_finding", **{dimension: names(keys[0], short=True)})
    return Panel(
        title,
        reader.t(f"{text}_sub"),
        ("matters",),
        figure=stage_bar(
            [names(key, short=dimension == "partner" or reader.language == "en") for key in keys],
            [
                Stage(
                    stage_names(stage),
                    stage_color(stage, reader),
                    reader.look.ramp_text[RAMP[stage]] if stage in RAMP else reader.look.ink,
                    {"stage": stage},
                )
                for stage in present
            ],
            counts,
            labels,
            reader.t(f"{text}_right"),
            reader.look,
            height=height,
            name_width=11 if reader.language == "en" else 7.4,
            width=330 if reader.is_phone else 700,
            picks=picks,
        )
        if rows
        else None,
        alt=title,
        table=tuple(
            {
                reader.t(f"column.{dimension}"): names(key),
                reader.t(f"{text}_right"): labels[row],
                **{
                    stage_names(stage): count(counts.get((row, column), 0), reader.language)
                    for column, stage in enumerate(present)
                },
            }
            for row, key in enumerate(keys)
        ),
        rows_picks=tuple(picks),
        listing="matters",
        empty="matters",
        height=height,
    )


def _furthest(cells: tuple[dict[str, Any], ...], dimension: str, key: str) -> int:
    reached = [FOLLOWED.index(c["stage"]) for c in cells if c[dimension] == key and c["stage"] in FOLLOWED]
    return max(reached, default=-1)


def stage_amounts(reader: Reader, *, height: int) -> Panel:
    """A panel: for each stage number and amount side by side; never one sum."""
    stages = [stage for stage in FOLLOWED if stage in INDICATOR_OF]
    numbers = [reader.values(INDICATOR_OF[stage]).total or 0 for stage in stages]
    labels = [count(number, reader.language) for number in numbers]
    amounts = [money(reader.values(f"{INDICATOR_OF[stage]}_amount").total, reader.language) for stage in stages]
    names = reader.names("stages")
    picks = [{"stage": stage} for stage in stages]
    has_any = any(numbers)
    return Panel(
        reader.t("intents.amounts"),
        reader.t("intents.amounts_sub"),
        ("mous_amount", "contracts_amount"),
        figure=funnel_bars(
            [names(stage) for stage in stages],
            numbers,
            labels,
            [(reader.t("column.amount"), amounts)],
            reader.look,
            height=height,
            colors=[stage_color(stage, reader) for stage in stages],
            head=reader.t("overview.stages_count"),
            name_width=9 if reader.language == "en" else 5,
            picks=picks,
        )
        if has_any
        else None,
        alt=reader.t("intents.amounts"),
        table=tuple(
            {
                reader.t("column.stage"): names(stage),
                reader.t("overview.stages_count"): label,
                reader.t("column.amount"): amount,
            }
            for stage, label, amount in zip(stages, labels, amounts, strict=True)
        )
        if has_any
        else (),
        rows_picks=tuple(picks),
        listing="matters",
        empty="matters",
        height=height,
    )
