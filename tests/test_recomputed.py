"""Numbers are right: pages show what pandas makes of the same facts, whatever is chosen, in both scripts."""

from datetime import date

import opencc
import openpyxl
import pytest
from hypothesis import given, settings
from hypothesis import strategies as some

from dashboard import warehouse as shown
from dashboard.indicators.filters import Filters
from dashboard.indicators.registry import INDICATORS
from etl import clock
from etl.pipeline import check_path, load_samples
from etl.warehouse import open_warehouse
from tests.conftest import ROOT
from tests.recomputed import Recomputed, written

# Worked out figure by figure in test_golden.py: the broadest of published figures is looked up, not computed.
PUBLISHED = {name for name in INDICATORS if name.startswith("scheme_")}
BY_STAGE = {"stage_conversion", "stage_age", "stage_days"}


@pytest.fixture(scope="module")
def version(tmp_path_factory):
    """The samples as the dashboard shows them."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("COOPERATION_DATA", str(tmp_path_factory.mktemp("samples")))
        load_samples()
        yield shown.current().name


@pytest.fixture(scope="module")
def recomputed():
    return Recomputed(written())


SECTORS = ["人才服务", "侨务", "科技创新", "青年创业", "生物医药", "电梯及高端装备", "跨境电商", "综合"]
PARTNERS = ["香港生产力促进局", "香港优才及专才协会", "香港贸易发展局", "香港特别行政区政府", "香港大学"]
TOWNS = ["南区街道", "南朗街道", "中山港街道", "坦洲镇", "东区街道", "古镇镇"]


def several(names):
    return some.lists(some.sampled_from(names), max_size=2, unique=True).map(tuple)


choices = some.fixed_dictionaries(
    {},
    optional={
        "start": some.dates(date(2014, 1, 1), date(2026, 11, 1)),
        "end": some.dates(date(2018, 1, 1), date(2026, 12, 31)),
        "sectors": several(SECTORS),
        "partners": several(PARTNERS),
        "towns": several(TOWNS),
        "directions": several(["ZS_TO_HK", "HK_TO_ZS", "OTHER"]),
    },
)


def test_every_indicator_is_worked_out_a_second_time(recomputed):
    assert set(recomputed.all({}, date(2026, 11, 22))) | PUBLISHED | BY_STAGE == set(INDICATORS)


@given(chosen=choices)
@settings(max_examples=40, derandomize=True, deadline=None)
def test_any_choice_gives_the_numbers_of_pandas(version, recomputed, chosen):
    on = clock.today()
    expected = recomputed.all(chosen, on)
    found = {name: shown.values(version, name, Filters(**chosen)).total for name in expected}
    assert found == {name: value if value is None else pytest.approx(value) for name, value in expected.items()}
    conversion, ages = recomputed.by_stage(chosen, on)
    rows = shown.values(version, "stage_conversion", Filters(**chosen), ("stage",)).rows
    assert {row["stage"]: (row["numerator"], row["denominator"]) for row in rows} == conversion
    rows = shown.values(version, "stage_age", Filters(**chosen), ("stage",)).rows
    assert {row["stage"]: row["value"] for row in rows} == ages


@given(
    chosen=choices,
    indicator=some.sampled_from(["delegations", "matters", "talent_in"]),
    dimension=some.sampled_from(["sector", "partner", "town", "year", "month"]),
)
@settings(max_examples=40, derandomize=True, deadline=None)
def test_any_split_gives_the_numbers_of_pandas(version, recomputed, chosen, indicator, dimension):
    rows = shown.values(version, indicator, Filters(**chosen), (dimension,)).rows
    assert {row[dimension]: row["value"] for row in rows} == recomputed.split(indicator, dimension, chosen)


def in_traditional(path, folder):
    """The workbook with every text in Traditional characters of Hong Kong."""
    book, convert = openpyxl.load_workbook(path), opencc.OpenCC("s2hk").convert
    for sheet in book:
        sheet.title = convert(sheet.title)
        for cell in (cell for row in sheet.iter_rows() for cell in row if isinstance(cell.value, str)):
            if not isinstance(cell, openpyxl.cell.MergedCell):
                cell.value = convert(cell.value)
    book.save(folder / path.name)
    return folder / path.name


def test_workbooks_in_the_other_script_give_the_same_numbers(version, tmp_path, monkeypatch):
    monkeypatch.setenv("COOPERATION_DATA", str(tmp_path / "data"))
    load = [in_traditional(path, tmp_path) for path in sorted((ROOT / "data" / "samples").glob("*.xlsx"))]
    open_warehouse().load([check_path(path) for path in load], by="tester")
    traditional = shown.current().name
    for name, indicator in INDICATORS.items():
        for by in ((), ("year",), ("sector",), ("town",), ("stage",), ("scheme",)):
            # Partners that no reference table knows stay as they are written, in their script.
            if set(by) <= set(indicator.dimensions) and name != "plan_completion":
                both = [shown.values(one, name, Filters(), by).rows for one in (version, traditional)]
                assert both[0] == both[1], (name, by)
