"""One workbook whose every text wants to act, and every way on which a text leaves: nothing acts, nothing is lost."""

import base64
import csv
import json
import re
import unicodedata
from io import BytesIO, StringIO
from pathlib import Path

import openpyxl
import pytest
from openpyxl import Workbook

from dashboard import warehouse
from dashboard.answer import answer
from dashboard.charts.theme import visible
from dashboard.search.find import find
from dashboard.search.kinds import KINDS
from dashboard.search.query import parse
from dashboard.search.results import groups
from dashboard.stewardship.attachment import attachment
from etl.formula_guard import guarded, unguarded
from etl.places import data_folder
from etl.read.delimited import read_delimited
from etl.read.workbook import safe_name
from etl.write.cells import put_text
from etl.write.repair import repair
from etl.write.template import make_template
from tests.conftest import run
from tests.pages.drawn import components
from tests.pages.warehouses import make_warehouse
from tests.security.sent import Browser

FORMULAS = (
    "=1+1", "+1+1", "-1+x", "@SUM(1)", "=cmd|' /C calc'!A0", "＝1+1", "＋1+x", "－1+x", "＠x", "'=1+1", " =1+2",
    "\u200b=1+3", "\ufeff\u202e=1+4", '=HYPERLINK("http://127.0.0.1:9","x")',
)  # fmt: skip
MARKUP = (
    "<img src=x onerror=alert(1)>", "<script>alert(1)</script>", "<b>bold</b><br>", "&lt;i&gt;", "# big", "%{x}",
    "![x](http://127.0.0.1:9/x.png)", "$\\rule{9999em}{9999em}$", ":material/home:", "[a](javascript:alert(1))",
)  # fmt: skip
HIDING = ("甲\u202e乙", "丙\u200b丁", "戊\u2066己", "庚\n辛", "壬\x0b癸", "子\u3164丑", "寅\ufff9卯")
TEXTS = FORMULAS + MARKUP + HIDING
VISITS = ["日期", "方向", "会见机构", "镇街", "行业", "人数", "事由", "来源标题", "发布机构", "带队"]
INTENTS = ["签署日期", "事项", "合作机构", "中山方", "行业", "阶段", "发布机构"]
FLOWS = ["月份", "方向", "人数", "目的", "合作机构", "行业", "镇街"]
# What nobody sees, in any of our own outputs.
HIDDEN = {"Cc", "Cf", "Cs", "Co"}


def written(path, rows, sheet="台账"):
    """A workbook with texts as texts, as a person types them behind an apostrophe or imports them."""
    book = Workbook()
    book.active.title = sheet
    for number, row in enumerate(rows, 1):
        for column, value in enumerate(row, 1):
            cell = book.active.cell(number, column)
            if isinstance(value, str):
                put_text(cell, value)
            else:
                cell.value = value
    book.save(path)
    return path


@pytest.fixture(scope="module")
def workbooks(tmp_path_factory):
    folder = tmp_path_factory.mktemp("hostile")
    days = [f"2026-{1 + place % 9:02}-{1 + place // 9:02}" for place in range(len(TEXTS))]
    told = list(zip(days, TEXTS, strict=True))
    visits = [[day, "赴港", text, text, text, 3, text, text, text, text] for day, text in told]
    # Of a day that is none, a number that is none: problems that quote what stood there.
    wrong = [[text, "赴港", "香港大学", "南区街道", "新能源", text, text, text, text, text] for text in TEXTS]
    intents = [[day, text, text, text, text, "签约意向", text] for day, text in told]
    flows = [[f"2026年{1 + place % 9}月", "来中山", 7, text, text, text, text] for place, text in enumerate(TEXTS)]
    return [
        written(folder / "=1+1 ![x](y) $z$.xlsx", [VISITS, *visits, *wrong], sheet="=1+1 <b>$x$"),
        written(folder / "matters.xlsx", [INTENTS, *intents]),
        written(folder / "talent.xlsx", [FLOWS, *flows]),
    ]


@pytest.fixture(scope="module")
def data(workbooks, tmp_path_factory):
    return make_warehouse(tmp_path_factory.mktemp("data"), workbooks)


@pytest.fixture
def browser(data, monkeypatch):
    monkeypatch.setenv("COOPERATION_DATA", str(data))
    return Browser(monkeypatch)


def strings(value, without=()):
    """All texts within a document."""
    if isinstance(value, str):
        yield value
    elif isinstance(value, dict):
        for name, one in value.items():
            if name not in without:
                yield from strings(one, without)
    elif isinstance(value, list | tuple):
        for one in value:
            yield from strings(one, without)


def hidden(text, allowed=""):
    return [sign for sign in text if unicodedata.category(sign) in HIDDEN and sign not in "\n" + allowed]


@pytest.mark.parametrize("page", ["overview", "visits", "intents", "talent", "partners", "sectors", "towns"])
def test_what_pages_are_sent(browser, page):
    app, _ = browser.open(page)
    panels = components(app, "panel")
    assert panels
    for panel in panels:
        view = panel["view"]
        # What a click chooses is the name itself; all else is for people to read.
        shown = list(strings(view, without=("customdata", "meta", "picks", "chosen", "ids")))
        assert [text for text in shown if hidden(text)] == []
        for text in strings(view["figure"] or {}, without=("customdata", "meta")):
            assert not re.search(r"<(?!/?(b|br|i|span|extra)\b)|\$|<b>bold", text), text
            assert not re.search(r"<[^>]*(src|href|onerror|url)\s*[=(]", text), text
    for strip in components(app, "cards"):
        assert [text for text in strings(strip) if hidden(text)] == []


@pytest.mark.parametrize("text", [*FORMULAS[:5], *MARKUP, HIDING[0]])
def test_as_a_heading(browser, text):
    app, _ = browser.open("partners", partner=visible(text))
    (header,) = components(app, "header")
    # It is set as text, and nothing in it is Markdown or HTML.
    assert visible(text)[:20] in header["heading"]
    assert hidden(header["heading"]) == []
    assert list(app.markdown) == []


def test_what_panels_answer_and_give_away(browser):
    for page in ("visits", "intents", "talent", "partners"):
        browser.open(page)
        for view in browser.views():
            rows = answer(view, {"kind": "rows", "page": 0, "number": 1})
            assert [text for text in strings(rows, without=("picks",)) if hidden(text)] == []
            check_files(view)


def check_files(view):
    csv_file, book_file = (
        base64.b64decode(answer(view, {"kind": "file", "format": name, "number": 1})["base64"])
        for name in ("csv", "xlsx")
    )
    lines = list(csv.reader(StringIO(csv_file.decode("utf-8-sig"))))
    if not lines[0]:
        return
    for cell in (cell for line in lines for cell in line):
        assert guarded(cell) == cell or cell.startswith("'"), cell
        assert hidden(cell) == []
    book = openpyxl.load_workbook(BytesIO(book_file))
    for sheet in book:
        for row in sheet.iter_rows():
            for cell in row:
                assert cell.data_type in ("s", "n", "inlineStr"), cell.value
                assert cell.hyperlink is None
                assert not hidden(str(cell.value))
    # The same text in both, without the sign that guards it; numbers are numbers in the workbook.
    values = [["" if cell is None else cell for cell in row] for row in book.worksheets[0].iter_rows(values_only=True)]
    for line, row in zip(lines, values, strict=False):
        for cell, value in zip(line, row, strict=True):
            assert not isinstance(value, str) or unguarded(cell) == value


def test_a_csv_comes_back_through_our_own_reader(browser):
    browser.open("visits")
    view = next(view for view in browser.views() if view.panel().is_records)
    content = base64.b64decode(answer(view, {"kind": "file", "format": "csv", "number": 1})["base64"])
    again = [["" if cell is None else cell for cell in row] for row in read_delimited(content, "visits.csv").rows]
    book = base64.b64decode(answer(view, {"kind": "file", "format": "xlsx", "number": 1})["base64"])
    sheet = openpyxl.load_workbook(BytesIO(book)).worksheets[0]
    # Column by column the topics, each as the page shows it.
    topics = [[cell.value for cell in column] for column in sheet.iter_cols() if column[0].value == "事由"]
    place = again[0].index("事由")
    assert [row[place] for row in again[1 : len(topics[0])]] == topics[0][1:]
    assert {visible(text).removeprefix("\u3164") for text in FORMULAS} <= set(topics[0])


def test_search(browser):
    version = warehouse.current()
    browser.open("overview")
    for asked in ("1+1", "alert", "甲乙", "rule", "庚"):
        hits = find(version, parse(asked), tuple(kind.name for kind in KINDS), 5)
        found = groups(version.name, hits, "zh-Hans")
        # An address has what is searched for, percent-encoded.
        assert [text for text in strings(found, without=("original",)) if hidden(text)] == []


def test_the_repaired_workbook(workbooks, tmp_path):
    out = tmp_path / "repaired.xlsx"
    assert repair(workbooks[0], out, "zh-Hans").problems >= len(TEXTS)
    before, after = (openpyxl.load_workbook(path) for path in (workbooks[0], out))
    for sheet in after:
        for row in sheet.iter_rows():
            for cell in row:
                assert cell.data_type != "f", cell.coordinate
                assert cell.hyperlink is None
                assert cell.comment is None or not hidden(cell.comment.text)
    old, new = before.worksheets[0], after.worksheets[0]
    for row in old.iter_rows():
        for cell in row:
            assert new[cell.coordinate].value == cell.value


def test_templates_offer_names_as_text(tmp_path):
    folder = data_folder() / "reference"
    folder.mkdir(parents=True)
    names = Path("data/reference/partners.csv").read_text(encoding="utf-8").splitlines()
    heading = names[0].split(",")
    with (folder / "partners.csv").open("w", encoding="utf-8", newline="") as file:
        writer = csv.DictWriter(file, heading)
        writer.writeheader()
        for text in ("=1+1", "+1+1", "@SUM(1)", "<b>x"):
            writer.writerow(
                {name: text if name in ("partner", "zh_hant", "en") else "" for name in heading} | {"kind": "商会"}
            )
    for language in ("zh-Hans", "en"):
        make_template("visits", tmp_path / "template.xlsx", language)
        found = [
            cell
            for sheet in openpyxl.load_workbook(tmp_path / "template.xlsx")
            for row in sheet.iter_rows()
            for cell in row
        ]
        assert "=1+1" in [cell.value for cell in found]
        assert [cell.value for cell in found if cell.data_type == "f"] == []


def test_what_commands_say(workbooks):
    for arguments in (("check", workbooks[0]), ("check", workbooks[0], "--json")):
        done = run(*arguments)
        assert hidden(done.stderr) == []
        if "--json" in arguments:
            assert json.loads(done.stdout)
        else:
            assert hidden(done.stdout) == []


@pytest.mark.parametrize(
    "name",
    [
        *TEXTS,
        "../../etc/cron.d/x.xlsx",
        "C:\\x.xlsx",
        "a\r\nX-Evil: 1.xlsx",
        'a"; filename="b.exe',
        "\u202egpj.xlsx",
        "长" * 300,
    ],
)
def test_names_of_files(name):
    stored = safe_name(name)
    assert stored == "" or not re.search(r"[/\\\x00-\x1f]", stored)
    header = attachment(b"", f"{name}.xlsx").headers["content-disposition"]
    assert re.fullmatch(r"attachment; filename=\"[A-Za-z0-9._ -]+\"; filename\*=UTF-8''[A-Za-z0-9._~%-]+", header), (
        header
    )
