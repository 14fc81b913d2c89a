"""The same small table in every format, from its bytes to rows and problems."""

import re
import struct

import pytest

from etl.limits import forget_limits
from etl.pipeline import check_workbook
from etl.places import data_folder
from etl.read.workbook import read_workbook
from tests.conftest import edit_member
from tests.etl.old_workbooks import (
    OWN_PERCENT,
    PERCENT,
    STRUCK,
    Error,
    Formula,
    Styled,
    binary,
    ole,
    record,
    stream,
    xls,
    xlsb,
)
from tests.etl.open_document import cell, number, ods, row, text
from tests.etl.test_reading_facts import with_records
from tests.etl.test_reading_own import NAMED, ONE, data, mhtml, spreadsheet

HEADINGS: list[object] = ["编号", "日期", "方向", "机构", "人数"]
FIRST: list[object] = ["V1", "2024年5月7日", "赴港", "香港总商会", 7]
CELLS: list[list[object]] = [
    HEADINGS,
    FIRST,
    ["V2", "2024年5月8日", "来访", "香港总商会", Error("#REF!")],
    ["V3", *[Styled(value, STRUCK) for value in ("2024年5月9日", "来访", "香港总商会", 9)]],
    ["V4", "2024年5月10日", "来访", "香港总商会", Styled(0.5, PERCENT)],
    ["V5", "2024年5月11日", "来访", "香港总商会", 11],
]


def struck(*cells):
    return row(text(cells[0]), *[text(str(cell), 'table:style-name="out"') for cell in cells[1:]])


OPEN_CELLS = (
    row(*[text(str(heading)) for heading in HEADINGS])
    + row(*[text(str(value)) for value in FIRST[:-1]], number(7))
    + row(
        *map(text, ["V2", "2024年5月8日", "来访", "香港总商会"]),
        cell('table:formula="of:=1/0" office:value-type="float" office:value="0"', "#REF!"),
    )
    + struck("V3", "2024年5月9日", "来访", "香港总商会", 9)
    + row(*map(text, ["V4", "2024年5月10日", "来访", "香港总商会"]), number(0.5, kind="percentage"))
    + row(*map(text, ["V5", "2024年5月11日", "来访", "香港总商会"]), number(11))
)
XML_CELLS = "".join(
    "<Row>"
    + "".join(data("Number" if isinstance(value, int | float) else "String", value) for value in cells)
    + "</Row>"
    for cells in [HEADINGS, FIRST]
)
XML_CELLS += "<Row>" + "".join(data("String", v) for v in ["V2", "2024年5月8日", "来访", "香港总商会"])
XML_CELLS += data("Error", "#REF!") + "</Row><Row>" + data("String", "V3")
XML_CELLS += "".join(data("String", v, 'ss:StyleID="s"') for v in ["2024年5月9日", "来访", "香港总商会", "9"])
XML_CELLS += "</Row><Row>" + "".join(data("String", v) for v in ["V4", "2024年5月10日", "来访", "香港总商会"])
XML_CELLS += data("Number", 0.5, 'ss:StyleID="p"') + "</Row><Row>"
XML_CELLS += "".join(data("String", v) for v in ["V5", "2024年5月11日", "来访", "香港总商会", "11"]) + "</Row>"
FORMATS = {
    "xls": xls({"台账": CELLS}),
    "xls with texts in cells": xls({"台账": CELLS}, shared=False),
    "xls of Excel 95": xls({"台账": CELLS}, biff=5),
    "xlsb": xlsb({"台账": CELLS}),
    "ods": ods(OPEN_CELLS),
    "xml": spreadsheet(XML_CELLS).encode(),
}
ENDINGS = {
    "xls": "xls",
    "xls with texts in cells": "xls",
    "xls of Excel 95": "xls",
    "xlsb": "xlsb",
    "ods": "ods",
    "xml": "xml",
}


@pytest.mark.parametrize("name", FORMATS)
def test_errors_percents_and_struck_rows_in_every_format(name):
    checked = check_workbook(FORMATS[name], f"v.{ENDINGS[name]}").as_json()
    found = [
        (row["sheet"], row["row_number"], row["visit_id"], row["participants"]) for row in checked["rows"]["visits"]
    ]
    assert found == [("台账", 2, "V1", 7), ("台账", 3, "V2", None), ("台账", 5, "V4", None), ("台账", 6, "V5", 11)]
    problems = {(problem["cell"], problem["code"]) for problem in checked["problems"]}
    assert ("E3", "formula_error") in problems
    assert [code for cell, code in problems if cell == "E5"] == ["bad_number"]  # a percent is no number of people
    assert (None, "cancelled_row") in problems
    assert checked["skipped"] == []


def test_a_workbook_of_excel_95_in_traditional_script():
    rows = [["編號", "日期", "方向", "機構", "人數"], ["V1", "2024年5月7日", "赴港", "香港生產力促進局", 3]]
    checked = check_workbook(xls({"台帳": rows}, biff=5, codepage=950), "v.xls").as_json()
    (found,) = checked["rows"]["visits"]
    assert (found["sheet"], found["partners"], found["participants"]) == ("台帳", ["香港生产力促进局"], 3)


def test_a_single_file_web_page_saved_as_xls():
    cells = "".join("<tr>" + "".join(f"<td>{value}</td>" for value in line) + "</tr>" for line in [HEADINGS, FIRST])
    page = f"<html><head>{NAMED.format(ONE.format('台账', ''))}</head><table>{cells}</table></html>"
    checked = check_workbook(mhtml(("text/html; charset=utf-8", "v.htm", page.encode())), "v.xls").as_json()
    assert [(row["sheet"], row["row_number"]) for row in checked["rows"]["visits"]] == [("台账", 2)]
    assert checked["skipped"] == [{"sheet": "", "why": "named .xls, is mhtml"}]


def test_merged_ranges_of_open_documents_and_binary_workbooks():
    rows = row(text("甲", 'table:number-rows-spanned="2"'), text("乙")) + row(
        cell("", "", "covered-table-cell"), text("丙")
    )
    (sheet,) = read_workbook(ods(rows), "v.ods").sheets
    assert (sheet.rows, sheet.merged) == ([["甲", "乙"], [None, "丙"]], [(0, 0, 1, 0)])


def test_formulas_that_nobody_calculated_in_an_old_workbook():
    cells = [HEADINGS, [*FIRST[:-1], Formula(0.0, flags=2)], ["V2", "2024年5月8日", "来访", "甲", Formula(3.0)]]
    problems = check_workbook(xls({"台账": cells}), "v.xls").as_json()["problems"]
    assert [problem["code"] for problem in problems if problem["cell"] == "E2"] == ["formula_without_value"]


def test_an_own_percent_format_of_an_old_workbook():
    (sheet,) = read_workbook(xls({"台账": [["占比"], [Styled(0.125, OWN_PERCENT)]]}), "v.xls").sheets
    assert sheet.rows == [["占比"], ["12.5%"]]


def refusal(content, name="v.xls"):
    refused = check_workbook(content, name).refusal
    assert refused is not None
    return refused.code


def test_what_ends_the_fast_reader_is_refused_before():
    assert refusal(ods(row(number(1), said='table:number-rows-repeated="99999999"')), "v.ods") == "too_large"
    assert refusal(xlsb({"台账": [["甲", "乙"]]}, texts=["甲"]), "v.xlsb") == "corrupt"
    loop = bytearray(xls({"s": [["甲" * 5000]]}))
    struct.pack_into("<I", loop, struct.unpack_from("<I", loop, 76)[0] * 512 + 512, 0)
    assert refusal(bytes(loop)) == "corrupt"
    locked = ole({"Workbook": stream({"s": [["a"]]}, between=record(0x2F, bytes(6)))})
    assert refusal(locked) == "password_protected"
    manifest = '<m:manifest xmlns:m="urn:x"><m:file-entry><m:encryption-data/></m:file-entry></m:manifest>'
    assert refusal(ods("", parts={"META-INF/manifest.xml": manifest}), "v.ods") == "password_protected"


def test_a_cell_that_the_fast_reader_leaves_out():
    rich = binary(62, struct.pack("<IIBI", 2, 0, 0, 1) + "丙".encode("utf-16-le"))
    assert refusal(with_records(xlsb({"台账": [["甲", "乙"]]}), before=rich), "v.xlsb") == "corrupt"


@pytest.fixture
def lowered():
    """`lowered(child_memory_bytes=…)` writes the office's own limits."""

    def write(**limits):
        data_folder().mkdir(parents=True, exist_ok=True)
        lines = [f"{name} = {value}" for name, value in limits.items()]
        (data_folder() / "limits.toml").write_text("\n".join(lines), encoding="utf-8")
        forget_limits()

    yield write
    forget_limits()


@pytest.fixture
def large(make_workbook):
    """An xlsx of 1 200 000 cells."""
    cells = "".join(f'<c r="{column}{{0}}" t="inlineStr"><is><t>{column}-{{0}}</t></is></c>' for column in "ABCDEFGH")
    rows = "".join(f'<row r="{n}">{cells.format(n)}</row>' for n in range(1, 150_001))
    path = make_workbook([["a"]])
    return edit_member(
        path,
        "xl/worksheets/sheet1.xml",
        lambda xml: re.sub("<sheetData>.*</sheetData>", lambda _: f"<sheetData>{rows}</sheetData>", xml),
    ).read_bytes()


def test_memory_and_time_of_the_child(lowered, large):
    lowered(child_memory_bytes=150_000_000)
    refused = check_workbook(large, "v.xlsx").refusal
    assert (refused.code, refused.message) == ("too_large", "工作簿超过上限（> 150 MB RAM）；请拆分后再导入")
    lowered(child_cpu_seconds=1)
    refused = check_workbook(large, "v.xlsx").refusal
    assert (refused.code, refused.message) == ("too_large", "工作簿超过上限（> 1 s CPU）；请拆分后再导入")
