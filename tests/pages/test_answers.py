"""What a panel asks for: pages of records with their origins, and files; and nothing for a request without sense."""

import csv
from datetime import date
from io import BytesIO, StringIO

import openpyxl
import pytest

from dashboard import warehouse
from dashboard.answer import answer
from dashboard.charts.theme import Look
from dashboard.drawing import View
from dashboard.indicators.filters import Filters
from dashboard.panel import Panel
from dashboard.panel_file import panel_file
from dashboard.reader import Reader


def made(reader, **more):
    return Panel("题", "注", ("delegations",), listing="visits", empty="visits", **more)


def view(language="zh-Hans", filters=None, make=made, **arguments):
    reader = Reader(warehouse.current(), language, filters or Filters(), "page", False)
    return View("visits", reader, Look(), date(2026, 11, 23), "made", tuple(arguments.items()), make)


@pytest.mark.parametrize("language", ["zh-Hans", "zh-Hant", "en"])
def test_records_and_where_they_came_from(use, language):
    use("one")
    found = answer(view(language), {"kind": "rows", "page": 0, "number": 7})
    assert (found["kind"], found["number"], found["page"], found["pages"]) == ("rows", 7, 0, 1)
    assert len(found["rows"]) == 1
    (origin,) = found["origins"]
    assert [text for _, text in origin["place"]][:5] == ["one.xlsx", "台账", "2", "1", "tester"]
    # The second row of the workbook of conftest, its columns A to G.
    assert {cell for _, _, cell in origin["fields"]} == {"A2", "B2", "C2", "D2", "E2", "F2", "G2"}
    assert "12" in [value for _, value, _ in origin["fields"]]


def test_a_page_beyond_the_last_is_the_last(samples):
    found = answer(view(), {"kind": "rows", "page": 99, "number": 1})
    assert found["page"] == found["pages"] - 1 == 0
    assert len(found["rows"]) == 23


@pytest.mark.parametrize(
    "request_sent", [{"kind": "rows", "page": -1}, {"kind": "rows", "page": "0"}, {"kind": "file", "format": "exe"}, {}]
)
def test_a_request_without_sense(samples, request_sent):
    assert answer(view(), request_sent | {"number": 3}) == {"kind": "", "number": 3}


def test_a_request_that_is_none(samples):
    assert answer(view(), "rows") == {}


def test_csv(samples):
    table = ({"镇街": "=1+1", "团组": "1,286"}, {"镇街": "小榄镇", "团组": "-3"})
    content = panel_file(view(table=table), "csv")
    assert content.startswith(b"\xef\xbb\xbf")
    rows = list(csv.reader(StringIO(content.decode("utf-8-sig"))))
    assert rows[:3] == [["镇街", "团组"], ["'=1+1", "1,286"], ["小榄镇", "-3"]]
    empty, (definition,) = rows[3:]
    assert empty == []
    assert definition.startswith("交流团组：有一位带队负责人")
    assert definition.endswith("（第 1 版，2012年1月1日起用）")


def test_workbook_says_what_its_numbers_are(samples):
    filters = Filters(start=date(2024, 1, 1), towns=("小榄镇", "南区街道"))
    book = openpyxl.load_workbook(BytesIO(panel_file(view(filters=filters, table=({"镇街": "=1+1"},)), "xlsx")))
    values, about = book.worksheets
    assert (values["A2"].value, values["A2"].data_type) == ("=1+1", "s")
    said = {row[0].value: row[1].value for row in about.iter_rows()}
    assert said["图表"] == "题"
    assert said["起"] == "2024年1月1日"
    assert said["镇街"] == "小榄镇、南区街道"
    assert said["数据版本"] == warehouse.current().name
    assert said["交流团组"].startswith("有一位带队负责人")
    assert said["交流团组"].endswith("（第 1 版，2012年1月1日起用）")


def test_a_file_of_records_holds_all_of_them(samples):
    rows = list(csv.reader(StringIO(panel_file(view(is_records=True), "csv").decode("utf-8-sig"))))
    assert len(rows) == 1 + 23 + 2
    assert rows[0][0] == "日期"
