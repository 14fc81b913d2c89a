"""Matters in their present stage: over all, by sector, by partner; and the amounts at each stage."""

from typing import Any

from dashboard.charts.funnel_bars import funnel_bars
from dashboard.charts.stage_bar import Stage, stage_bar
from dashboard.panel import chart, empty, panel
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


def _color(stage: str, reader: Reader) -> str:
    return reader.look.stage_ramp[RAMP[stage]] if stage in RAMP else reader.look.hairline


def stage_funnel(reader: Reader, height: int) -> None:
    """A panel: one bar a stage with its share of all matters."""
    rows = {row["stage"]: row["value"] for row in reader.values("matters", "stage").rows}
    total = reader.values("matters").total or 0
    names = reader.names("stages")
    title = reader.t("overview.stages")
    best = max(rows, key=lambda stage: rows[stage], default=None)
    if best and rows[best] * 2 > total:
        share = f"{rows[best] / total:.0%}"
        title = reader.t("overview.stages_finding", share=share, stage=names(best))
    with panel(reader, title, reader.t("overview.stages_sub"), indicators=["matters"]):
        if not total:
            empty(reader, "matters", height)
            return
        figure = funnel_bars(
            [names(stage) for stage in FOLLOWED],
            [rows.get(stage, 0) for stage in FOLLOWED],
            [count(rows.get(stage, 0), reader.language) for stage in FOLLOWED],
            [],
            reader.look,
            height=height,
            colors=[_color(stage, reader) for stage in FOLLOWED],
            head=reader.t("overview.stages_count"),
            name_width=9 if reader.language == "en" else 5,
        )
        chart(reader, figure, "stage-funnel", title)


def stage_bars(reader: Reader, dimension: str, text: str, *, limit: int, height: int) -> None:
    """A panel: matters by sector or partner, each bar cut into stages; the furthest first, then the most."""
    cells = reader.values("matters", dimension, "stage").rows
    rows = sorted(ranked(reader, "matters", dimension), key=lambda row: -_furthest(cells, dimension, row[dimension]))[
        :limit
    ]
    names = reader.names(TABLES[dimension])
    keys = [row[dimension] for row in rows]
    present = [stage for stage in FOLLOWED if any(cell["stage"] == stage for cell in cells)]
    with panel(reader, reader.t(text), reader.t(f"{text}_sub"), indicators=["matters"]):
        if not rows:
            empty(reader, "matters", height)
            return
        figure = stage_bar(
            [names(key, short=dimension == "partner" or reader.language == "en") for key in keys],
            [
                Stage(
                    reader.names("stages")(stage),
                    _color(stage, reader),
                    reader.look.ramp_text[RAMP[stage]] if stage in RAMP else reader.look.ink,
                )
                for stage in present
            ],
            {
                (keys.index(cell[dimension]), present.index(cell["stage"])): cell["value"]
                for cell in cells
                if cell[dimension] in keys and cell["stage"] in present
            },
            [count(row["value"], reader.language) for row in rows],
            reader.t(f"{text}_right"),
            reader.look,
            height=height,
            name_width=11 if reader.language == "en" else 7.4,
            width=330 if reader.is_phone else 700,
        )
        chart(reader, figure, f"stages-{dimension}", reader.t(text))


def _furthest(cells: tuple[dict[str, Any], ...], dimension: str, key: str) -> int:
    reached = [FOLLOWED.index(c["stage"]) for c in cells if c[dimension] == key and c["stage"] in FOLLOWED]
    return max(reached, default=-1)


def stage_amounts(reader: Reader, height: int) -> None:
    """A panel: for each stage number and amount side by side; never one sum."""
    stages = [stage for stage in FOLLOWED if stage in INDICATOR_OF]
    numbers = [reader.values(INDICATOR_OF[stage]).total or 0 for stage in stages]
    amounts = [reader.values(f"{INDICATOR_OF[stage]}_amount").total for stage in stages]
    indicators = ["mous_amount", "contracts_amount"]
    with panel(reader, reader.t("intents.amounts"), reader.t("intents.amounts_sub"), indicators=indicators):
        if not any(numbers):
            empty(reader, "matters", height)
            return
        figure = funnel_bars(
            [reader.names("stages")(stage) for stage in stages],
            numbers,
            [count(number, reader.language) for number in numbers],
            [(reader.t("column.amount"), [money(amount, reader.language) for amount in amounts])],
            reader.look,
            height=height,
            colors=[_color(stage, reader) for stage in stages],
            head=reader.t("overview.stages_count"),
            name_width=9 if reader.language == "en" else 5,
        )
        chart(reader, figure, "stage-amounts", reader.t("intents.amounts"))
