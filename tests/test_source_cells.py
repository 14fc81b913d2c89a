"""Every number leads to the cells that it came from: read by openpyxl alone, they give the number again."""

import json
from datetime import date, datetime

import openpyxl
import pandas
import pytest

from dashboard import warehouse as shown
from dashboard.indicators.filters import Filters
from dashboard.indicators.published import countable
from dashboard.indicators.registry import INDICATORS
from etl import clock
from etl.pipeline import load_samples
from tests.conftest import ROOT
from tests.recomputed import Recomputed, written

# The column of the warehouse behind each of the written ones.
VISITS = {"id": "visit_id", "start": "start_date", "direction": "direction", "partners": "partners",
          "sectors": "sectors", "town": "towns", "participants": "participants"}  # fmt: skip
INTENTS = {"id": "intent_id", "signed": "signed_date", "partners": "partners", "sector": "sectors", "town": "towns",
           "stage": "stage", "is_batch": "is_batch", "amount_low": "amount_low",
           "amount_high": "amount_high"}  # fmt: skip
PEOPLE = {"month": "period_start", "direction": "direction", "partners": "partner", "sectors": "sector",
          "town": "town", "count": "headcount"}  # fmt: skip
MEASURES = {"applications": "申请", "approvals": "获批", "rejections": "拒绝", "arrivals": "抵港"}


@pytest.fixture(scope="module")
def version(tmp_path_factory):
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("COOPERATION_DATA", str(tmp_path_factory.mktemp("cells")))
        load_samples()
        yield shown.current().name


class Cells:
    """The sample workbooks, cell by cell."""

    def __init__(self):
        self._books = {path.name: openpyxl.load_workbook(path) for path in (ROOT / "data" / "samples").glob("*.xlsx")}

    def read(self, row, column):
        """What stands in the cell that a row of the warehouse names for a column; "" where the sheet has none."""
        letter = json.loads(row["cells"]).get(column)
        if letter is None:
            return ""
        sheet = self._books[row["workbook"]][row["sheet"]]
        cell = sheet[f"{letter}{row['row_number']}"]
        for area in sheet.merged_cells.ranges:
            if cell.coordinate in area:
                cell = sheet.cell(area.min_row, area.min_col)
        value = cell.value
        return "" if value is None else value.date().isoformat() if isinstance(value, datetime) else str(value)

    def frame(self, rows, columns):
        """A frame of texts, a column for each of `columns`."""
        return pandas.DataFrame([{name: self.read(row, behind) for name, behind in columns.items()} for row in rows])


@pytest.fixture(scope="module")
def cells():
    return Cells()


def test_cells_give_every_number_again(version, cells):
    flows = [row for row in shown.listed(version, "talent", Filters()) if row["measure"] == "people"]
    matters = [row for listing in ("matters", "batches") for row in shown.listed(version, listing, Filters())]
    again = Recomputed(
        (
            cells.frame(shown.listed(version, "visits", Filters()), VISITS),
            cells.frame(matters, INTENTS),
            cells.frame(flows, PEOPLE),
        )
    )
    for chosen in ({}, {"start": date(2024, 1, 1), "end": date(2024, 12, 31)}, {"sectors": ("人才服务",)}):
        expected = again.all(chosen, clock.today())
        found = {name: shown.values(version, name, Filters(**chosen)).total for name in expected}
        assert found == {name: value if value is None else pytest.approx(value) for name, value in expected.items()}


def test_every_published_figure_is_the_number_in_its_cell(version, cells):
    rows = [row for row in shown.listed(version, "talent", Filters()) if row["measure"] != "people"]
    assert len(rows) > 200
    for row in rows:
        assert cells.read(row, "headcount") == str(row["headcount"]), row["talent_flow_id"]


@pytest.mark.parametrize("measure", MEASURES)
def test_published_numbers_are_those_of_their_cells(version, cells, measure):
    rows = {
        row["talent_flow_id"]: row for row in shown.listed(version, "talent", Filters()) if row["measure"] == measure
    }
    figures = [
        {
            "id": id, "day": row["period_start"], "last_day": row["period_end"], "scheme": row["scheme"],
            "headcount": row["headcount"], "sectors": row["sector"], "published_sector": row["sector_original"],
            "partners": row["partner"], "towns": row["town"],
        }
        for id, row in rows.items()
    ]  # fmt: skip
    parents = {row["scheme"]: row["parent"] for row in shown.reference(version, "schemes")}
    counted = countable(figures, parents, (), is_series=True)
    assert counted
    for id in counted:
        assert MEASURES[measure] in cells.read(rows[id], "measure")
    total = sum(int(cells.read(rows[id], "headcount")) for id in counted)
    assert shown.values(version, f"scheme_{measure}", Filters()).total == total


def test_what_a_workbook_does_not_say_has_no_cell(version, cells):
    for row in shown.listed(version, "visits", Filters()):
        assert (cells.read(row, "participants") == "") == (row["participants"] is None), row["visit_id"]


def test_every_indicator_is_covered(version):
    """By cells, by a published table, or it has nothing to show in the samples."""
    by_stage = {name for name, indicator in INDICATORS.items() if indicator.needs}
    by_cells = set(Recomputed(written()).all({}, date(2026, 11, 22)))
    for name in set(INDICATORS) - by_stage - by_cells - {f"scheme_{measure}" for measure in MEASURES}:
        assert shown.values(version, name, Filters()).total is None, name
