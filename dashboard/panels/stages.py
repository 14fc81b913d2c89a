"""Matters in their present stage, by sector or partner; and what all panels of stages share: order, colours."""

from typing import Any

from dashboard.charts.stage_bar import Stage, stage_bar
from dashboard.panel import Panel
from dashboard.panels.ranking import TABLES, ranked
from dashboard.reader import Reader
from dashboard.text.format import count

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


def stage_bars(reader: Reader, *, dimension: str, text: str, limit: int, height: int) -> Panel:
    """A panel: matters by sector or partner, each bar cut into stages; the furthest first, then the most."""
    cells = reader.values("matters", dimension, "stage").rows
    furthest = _furthest(cells, dimension)
    rows = sorted(ranked(reader, "matters", dimension), key=lambda row: -furthest.get(row[dimension], -1))[:limit]
    names, stage_names = reader.names(TABLES[dimension]), reader.names("stages")
    keys = [row[dimension] for row in rows]
    picks = [{dimension: key} for key in keys]
    reached = {cell["stage"] for cell in cells}
    present = [stage for stage in FOLLOWED if stage in reached]
    down, across = ({name: place for place, name in enumerate(shown)} for shown in (keys, present))
    counts = {
        (down[cell[dimension]], across[cell["stage"]]): cell["value"]
        for cell in cells
        if cell[dimension] in down and cell["stage"] in across
    }
    labels = [count(row["value"], reader.language) for row in rows]
    title = reader.t(text)
    reach = [furthest.get(key, -1) for key in keys[:2]]
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


def _furthest(cells: tuple[dict[str, Any], ...], dimension: str) -> dict[str, int]:
    """The place of the furthest stage that a matter of each name has reached."""
    order = {stage: place for place, stage in enumerate(FOLLOWED)}
    found: dict[str, int] = {}
    for cell in cells:
        name, place = cell[dimension], order.get(cell["stage"], -1)
        if place > found.get(name, -1):
            found[name] = place
    return found
