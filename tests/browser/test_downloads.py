"""What is taken away from a panel is what it shows, and does nothing when it is opened."""

import csv
from io import BytesIO, StringIO

import openpyxl
import pytest

from tests.browser.browsing import address, opened

SHEET = "dialog.zs-sheet[open]"


def taken(tab, panel, kind):
    """The bytes of a panel's download."""
    tab.locator(f"#{panel} [data-tool=download]").click()
    with tab.expect_download() as waiting:
        tab.locator(f"{SHEET} [data-format={kind}]").click()
    assert waiting.value.suggested_filename == f"{panel}.{kind}"
    content = waiting.value.path().read_bytes()
    tab.keyboard.press("Escape")
    return content


@pytest.fixture(scope="module")
def tab(server, contexts):
    with opened(contexts["desk"], address(server, "overview", language="zh-Hans", town="南朗街道")) as (tab, seen):
        yield tab
        assert seen.console == []


def shown(tab, panel):
    """The table behind a panel's chart, headings first."""
    tab.locator(f"#{panel} [data-tool=table]").click()
    rows = tab.locator(f"{SHEET} tr").evaluate_all("rows => rows.map(row => [...row.cells].map(c => c.textContent))")
    tab.keyboard.press("Escape")
    return rows


def test_csv(tab):
    content = taken(tab, "sector-heat", "csv")
    assert content.startswith(b"\xef\xbb\xbf")
    rows = list(csv.reader(StringIO(content.decode("utf-8-sig"))))
    *values, empty, definition = rows
    assert (values, empty) == (shown(tab, "sector-heat"), [])
    assert definition[0].startswith("拜访机构：团组 × 会见的机构")


def test_workbook(tab):
    book = openpyxl.load_workbook(BytesIO(taken(tab, "sector-heat", "xlsx")))
    head, *rows = shown(tab, "sector-heat")
    values, about = book.worksheets
    found = [[cell.value for cell in row] for row in values.iter_rows()]
    assert found == [head, *([*names, int(number)] for *names, number in rows)]
    said = {row[0].value: row[1].value for row in about.iter_rows()}
    assert said["镇街"] == "南朗街道"
    assert said["数据版本"].startswith("v")
    assert said["拜访机构"].startswith("团组 × 会见的机构")
    assert "年" in said["截至"]


def test_pictures(tab):
    picture = taken(tab, "stage-way", "png")
    assert picture.startswith(b"\x89PNG")
    width, height = (int.from_bytes(picture[at : at + 4], "big") for at in (16, 20))
    assert width > 1000
    assert height > 700
    drawing = taken(tab, "stage-way", "svg").decode()
    assert drawing.startswith("<svg")
    for text in (tab.locator("#stage-way h2").inner_text(), "签约意向", "6 个工作簿"):
        assert text in drawing
