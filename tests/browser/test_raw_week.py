"""The week's workbooks hold what the scripted week says: the numbers worked out by hand, before any browser."""

import pytest

from etl.pipeline import check_path
from tests.browser.raw_week import BY_PARTNER, FIXES, MOVEMENTS, ROWS, ROWS_BEFORE, TOTALS, raw_week


@pytest.fixture(scope="module")
def checked(tmp_path_factory):
    folder = tmp_path_factory.mktemp("week")
    return {is_fixed: list(map(check_path, raw_week(folder / str(is_fixed), is_fixed=is_fixed))) for is_fixed in (0, 1)}


def counted(books):
    found = dict.fromkeys(ROWS, 0)
    for book in books:
        for table, rows in book.as_json()["rows"].items():
            found[table] += len(rows)
    return found


def test_exactly_the_fixes_are_needed(checked):
    problems = [(book.name, p) for book in checked[False] for p in book.as_json()["problems"]]
    assert [(name, p["sheet"], p["cell"], p["seen"]) for name, p in problems] == [
        (fix.workbook, fix.sheet, fix.cell, fix.seen) for fix in FIXES
    ]
    assert counted(checked[False]) == ROWS_BEFORE
    assert [book.as_json()["problems"] for book in checked[True]] == [[]] * 6
    assert counted(checked[True]) == ROWS


def test_the_numbers_worked_out_by_hand(checked, loaded):
    loaded.warehouse.load(checked[True], "tester")
    assert {indicator: loaded.total(indicator) for indicator in TOTALS} == TOTALS
    assert loaded.split("meetings", "partner") == BY_PARTNER
    come, gone = loaded.split("talent_in", "month"), loaded.split("talent_out", "month")
    assert {month: (come[month], gone[month]) for month in come} == MOVEMENTS
