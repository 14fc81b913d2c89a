"""Formats and the ways in which readers lose data without a word: here each is read whole, named, or refused."""

import re
import zipfile
from datetime import date
from io import BytesIO

import pytest
from hypothesis import given, settings
from hypothesis import strategies as some
from openpyxl import Workbook
from openpyxl.cell.rich_text import CellRichText, TextBlock
from openpyxl.cell.text import InlineFont
from openpyxl.styles import Font

from etl.errors import WorkbookRefused
from etl.pipeline import check_workbook
from etl.read.hardened_xml import Broken
from etl.read.hypertext import read_hypertext
from etl.read.workbook import read_workbook
from etl.tables.find import find_tables
from tests.conftest import edit_member, set_cell_xml

SHEET = "xl/worksheets/sheet1.xml"
ROWS = [["a", "b"], [1, date(2024, 5, 7)], ["c", "d"], [2, "e"]]
SHARED = '<sst xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main">{}</sst>'
VISITS = [["日期", "方向", "机构", "人数"], ["2024-05-07", "赴港", "HKPC", "3"]]


def read(path_or_bytes, name="workbook.xlsx"):
    content = path_or_bytes if isinstance(path_or_bytes, bytes) else path_or_bytes.read_bytes()
    return read_workbook(content, name)


def rows(path_or_bytes, name="workbook.xlsx"):
    """The first sheet, each row without the blanks at its end."""
    found = [list(row) for row in read(path_or_bytes, name).sheets[0].rows]
    for row in found:
        while row and row[-1] is None:
            row.pop()
    return found


def refusal(path_or_bytes, name="workbook.xlsx"):
    with pytest.raises(WorkbookRefused) as refused:
        read(path_or_bytes, name)
    assert len(refused.value.message) <= 200
    return refused.value.code


def repacked(path, edit):
    """The archive again with every part changed by `edit(name, content)`, None for leaving it out."""
    out = BytesIO()
    with zipfile.ZipFile(path) as old, zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as new:
        for name in old.namelist():
            content = edit(name, old.read(name))
            if content is not None:
                new.writestr(name, content)
    return out.getvalue()


def with_shared(path, items):
    """The workbook with shared texts, which openpyxl here writes into the cells."""
    raw = repacked(path, lambda _, content: content)
    kind = "application/vnd.openxmlformats-officedocument.spreadsheetml.sharedStrings+xml"
    link = "http://schemas.openxmlformats.org/officeDocument/2006/relationships/sharedStrings"

    def edit(name, content):
        if name == "[Content_Types].xml":
            part = f'<Override PartName="/xl/sharedStrings.xml" ContentType="{kind}"/></Types>'
            return content if b"sharedStrings" in content else content.replace(b"</Types>", part.encode())
        if name == "xl/_rels/workbook.xml.rels" and b"sharedStrings" not in content:
            part = f'<Relationship Id="rIdS" Type="{link}" Target="sharedStrings.xml"/></Relationships>'
            return content.replace(b"</Relationships>", part.encode())
        return None if name == "xl/sharedStrings.xml" else content

    out = BytesIO(repacked(BytesIO(raw), edit))
    with zipfile.ZipFile(out, "a") as archive:
        archive.writestr("xl/sharedStrings.xml", SHARED.format(items))
    return out.getvalue()


def test_strict_workbooks_are_read(make_workbook):
    names = {
        b"http://schemas.openxmlformats.org/spreadsheetml/2006/main": b"http://purl.oclc.org/ooxml/spreadsheetml/main",
        b"http://schemas.openxmlformats.org/officeDocument/2006/relationships": (
            b"http://purl.oclc.org/ooxml/officeDocument/relationships"
        ),
    }

    def strict(_, content):
        for old, new in names.items():
            content = content.replace(old, new)
        return content

    path = set_cell_xml(make_workbook(ROWS), "A4", '<c r="A4" t="e"><v>#N/A</v></c>')
    set_cell_xml(path, "B2", '<c r="B2" t="d"><v>2024-05-07T00:00:00</v></c>')
    (sheet,) = read(repacked(path, strict)).sheets
    assert sheet.rows == [["a", "b"], [1, date(2024, 5, 7)], ["c", "d"], [None, "e"]]
    assert sheet.marks == {(3, 0): ("formula_error", "#N/A")}


def test_days_counted_from_1904(make_workbook):
    path = edit_member(
        make_workbook(ROWS), "xl/workbook.xml", lambda xml: xml.replace("<workbookPr ", '<workbookPr date1904="1" ')
    )
    # 45 419 days after 1904-01-01
    assert rows(path)[1] == [1, date(2028, 5, 8)]


def test_macros_are_passed_over(make_workbook):
    path = make_workbook(ROWS)
    with zipfile.ZipFile(path, "a") as archive:
        archive.writestr("xl/vbaProject.bin", b"\xd0\xcf\x11\xe0 Sub Auto_Open()")
    assert rows(path, "workbook.xlsm") == ROWS


def ods(cells):
    spaces = "".join(
        f' xmlns:{name}="urn:oasis:names:tc:opendocument:xmlns:{name}:1.0"' for name in ("office", "table", "text")
    )
    table = f'<table:table table:name="台账">{cells}</table:table>'
    content = f"<office:document-content{spaces}><office:body><office:spreadsheet>{table}</office:spreadsheet>"
    out = BytesIO()
    with zipfile.ZipFile(out, "w") as archive:
        archive.writestr("mimetype", "application/vnd.oasis.opendocument.spreadsheet")
        archive.writestr("content.xml", content + "</office:body></office:document-content>")
        manifest = "urn:oasis:names:tc:opendocument:xmlns:manifest:1.0"
        archive.writestr("META-INF/manifest.xml", f'<m:manifest xmlns:m="{manifest}"/>')
    return out.getvalue()


def test_open_document_tables_with_repeated_rows():
    cells = (
        '<table:table-row><table:table-cell office:value-type="string"><text:p>人数</text:p></table:table-cell>'
        '<table:table-cell office:value-type="date" office:date-value="2024-05-07"><text:p>5/7</text:p>'
        "</table:table-cell></table:table-row>"
        '<table:table-row table:number-rows-repeated="2"><table:table-cell office:value-type="float"'
        ' office:value="14.5"><text:p>14.5</text:p></table:table-cell></table:table-row>'
    )
    assert rows(ods(cells), "v.ods") == [["人数", date(2024, 5, 7)], [14.5], [14.5]]


def test_rows_out_of_order_or_outside_the_stated_area_are_read(make_workbook):
    path = edit_member(
        make_workbook(ROWS), SHEET, lambda xml: re.sub(r'(<row r="2".*?</row>)(<row r="3".*?</row>)', r"\2\1", xml)
    )
    assert rows(path) == ROWS
    assert rows(edit_member(path, SHEET, lambda xml: xml.replace('ref="A1:B4"', 'ref="A1:A2"'))) == ROWS
    # neither rows nor cells say where they are
    path = edit_member(make_workbook(ROWS), SHEET, lambda xml: re.sub(r' r="[A-Z]*\d+"', "", xml))
    assert rows(path) == ROWS


def test_two_rows_or_cells_of_one_address_are_refused(make_workbook):
    def twice(xml):
        return xml.replace('<row r="3"', '<row r="2"').replace('r="A3"', 'r="A2"').replace('r="B3"', 'r="B2"')

    assert refusal(edit_member(make_workbook(ROWS), SHEET, twice)) == "corrupt"
    assert refusal(edit_member(make_workbook(ROWS), SHEET, lambda xml: xml.replace('r="B3"', 'r="A3"'))) == "corrupt"
    assert refusal(edit_member(make_workbook(ROWS), SHEET, lambda xml: xml.replace('r="B3"', 'r="B9"'))) == "corrupt"


def test_a_sheet_that_breaks_off_is_refused_not_left_out(make_workbook):
    path = make_workbook(ROWS, more={"二": ROWS})
    assert refusal(edit_member(path, SHEET, lambda xml: xml[: xml.index('<row r="3"')])) == "corrupt"


def test_a_reference_to_a_shared_text_that_is_not_there_is_named(make_workbook):
    path = set_cell_xml(make_workbook(ROWS), "A3", '<c r="A3" t="s"><v>1</v></c>')
    set_cell_xml(path, "A4", '<c r="A4" t="s"><v>-1</v></c>')
    texts = "<si><t>零</t></si><si><t>一</t></si>"
    (sheet,) = read(with_shared(path, texts)).sheets
    assert sheet.rows[2:] == [["一", "d"], [None, "e"]]
    assert sheet.marks == {(3, 0): ("bad_value", "sharedStrings[-1]")}
    set_cell_xml(path, "A4", '<c r="A4" t="s"><v>7</v></c>')
    with pytest.raises(WorkbookRefused, match="台账!A4"):
        read(with_shared(path, texts))


def test_shared_texts_without_letters_are_no_rows(make_workbook):
    path = make_workbook([["a"], ["b"], ["c"]])
    for number in (2, 3):
        set_cell_xml(path, f"A{number}", f'<c r="A{number}" t="s"><v>{number - 2}</v></c>')
    assert rows(with_shared(path, '<si><t/></si><si><t xml:space="preserve"> </t></si>'))[0] == ["a"]


def test_numbers_beyond_a_double_keep_their_digits(make_workbook):
    path = set_cell_xml(make_workbook(ROWS), "A2", '<c r="A2"><v>9007199254740993</v></c>')
    assert rows(path)[1][0] == 9007199254740993


@pytest.mark.parametrize("number", ["NaN", "INF", "-INF", "1e999"])
def test_a_number_that_is_none_is_a_problem_not_a_blank(make_workbook, number):
    path = make_workbook([VISITS[0], ["2024-05-07", "赴港", "HKPC", 3]])
    set_cell_xml(path, "D2", f'<c r="D2"><v>{number}</v></c>')
    checked = check_workbook(path.read_bytes(), "v.xlsx")
    refused = checked.refusal is not None and checked.refusal.code == "corrupt"
    assert refused or [problem.cell for problem in checked.problems if problem.code == "bad_number"] == ["D2"]


def test_declared_entities_and_giant_cells_are_refused(make_workbook):
    entity = '<!DOCTYPE x [<!ENTITY a "aaaa"><!ENTITY b "&a;&a;">]><worksheet'
    path = edit_member(make_workbook(ROWS), SHEET, lambda xml: xml.replace("<worksheet", entity, 1))
    assert refusal(path) == "unsafe"
    far = '<row r="1048576"><c r="XFD1048576"><v>1</v></c></row></sheetData>'
    path = edit_member(make_workbook(ROWS), SHEET, lambda xml: xml.replace("</sheetData>", far))
    assert refusal(path) == "too_large"
    path.write_bytes(with_shared(make_workbook(ROWS), "<si><t>a</t></si>"))
    path = edit_member(path, "xl/sharedStrings.xml", lambda xml: xml.replace("<sst", '<sst uniqueCount="4294967295"'))
    assert refusal(path) == "unsafe"


def struck_workbook(path):
    book = Workbook()
    page = book.active
    struck = Font(strike=True)
    for row in (["序号", *VISITS[0]], [1, *VISITS[1]], [2, *VISITS[1]], [3, *VISITS[1]], [4, *VISITS[1]]):
        page.append(row)
    for cell in page[3]:
        cell.font = struck
    for cell in page[4][1:]:  # all but the running number
        cell.font = struck
    page["C5"].font = struck  # one cell alone cancels no row
    page["D2"] = CellRichText("HKPC ", TextBlock(InlineFont(strike=True), "旧名"))
    book.save(path)
    return path


def test_rows_struck_through_are_left_out_and_named(tmp_path):
    (sheet,) = read(struck_workbook(tmp_path / "v.xlsx")).sheets
    assert sheet.cancelled == {2, 3}
    (table,) = find_tables(sheet)
    assert (table.rows, table.left_out) == ([1, 4], [(2, "cancelled"), (3, "cancelled")])
    (table,) = check_workbook((tmp_path / "v.xlsx").read_bytes(), "v.xlsx").as_json()["tables"]
    assert table["left_out"] == [{"row_number": 3, "why": "cancelled"}, {"row_number": 4, "why": "cancelled"}]


def test_shared_texts_of_which_every_part_is_struck_through(make_workbook):
    struck = "<si><r><rPr><strike/></rPr><t>甲</t></r><r><rPr><strike val='1'/></rPr><t>乙</t></r></si>"
    partly = "<si><r><rPr><strike/></rPr><t>甲</t></r><r><t>乙</t></r></si>"
    path = make_workbook([["a", "b"], ["c", "d"], ["e", "f"]])
    for row, text in ((2, 0), (3, 1)):
        for column in "AB":
            set_cell_xml(path, f"{column}{row}", f'<c r="{column}{row}" t="s"><v>{text}</v></c>')
    (sheet,) = read(with_shared(path, struck + partly)).sheets
    assert (sheet.rows[1:], sheet.cancelled) == ([["甲乙"] * 2] * 2, {1})


PAGE = """<html xmlns:x="urn:schemas-microsoft-com:office:excel"><head><meta charset="{charset}"><title>无</title>
<style>td {{ color: red }}</style><script>document.write("<table><tr><td>坏</td></tr></table>")</script></head><body>
<h1>往来台账</h1><table border=1>
<tr><th>日期<th rowspan="1">方向</th><th>机构</th><th>人数</th></tr>
<tr><td>2024-05-07<td rowspan=2>赴港</td><td>HKPC &amp; A<br>B</td><td x:num="3">3.0</td></tr>
<tr><td>2024-05-08</td><td>&nbsp;总商会</td><td>4</td></tr>
<tr style="text-decoration:line-through"><td>2024-05-09</td><td>来访</td><td>总商会</td><td>5</td></tr>
</table></body></html>"""


@pytest.mark.parametrize(("charset", "codec"), [("gb2312", "gb18030"), ("utf-8", "utf-8"), ("gb2312", "utf-8")])
def test_tables_of_pages(charset, codec):
    (sheet,) = read(PAGE.format(charset=charset).encode(codec), "v.xls").sheets
    assert sheet.name == "v.xls"
    assert sheet.rows == [
        ["往来台账", None, None, None],
        ["日期", "方向", "机构", "人数"],
        ["2024-05-07", "赴港", "HKPC & A\nB", "3"],
        ["2024-05-08", None, "总商会", "4"],
        ["2024-05-09", "来访", "总商会", "5"],
    ]
    assert sheet.merged == [(2, 1, 3, 1)]
    assert sheet.cancelled == {4}
    found = check_workbook(PAGE.format(charset=charset).encode(codec), "v.xls").rows["visits"].as_json()
    assert [(row["row_number"], row["participants"]) for row in found] == [(3, 3), (4, 4)]


def test_pages_that_are_no_whole_table_are_refused():
    assert refusal(PAGE.format(charset="utf-8").encode()[:-60], "v.xls") == "corrupt"
    assert refusal("<html><body><p>请登录，然后下载</p></body></html>".encode(), "v.xls") == "not_a_spreadsheet"
    assert refusal(b"<html><body><table><tr><td>" + b"x" * 40_000 + b"</td></tr></table>", "v.xls") == "too_large"
    assert refusal(b"<table>" * 30, "v.xls") == "unsafe"
    assert refusal(b'<?xml version="1.0"?><Workbook xmlns="urn:x"><a,b/>\n</Workbook>', "v.xls") == "not_a_spreadsheet"


def test_a_table_inside_a_table_keeps_its_rows():
    page = (
        b"<table><tr><td>t<table><tr><td>a</td><td>b</td></tr><tr><td>c</td><td>d</td></tr></table></td></tr></table>"
    )
    assert rows(page, "v.xls") == [["t"], ["a", "b"], ["c", "d"]]


def test_spans_beyond_any_sheet_are_cut():
    page = b"<table><tr><td rowspan=99999999 colspan=2>a</td><td>b</td></tr><tr><td>c</td></tr></table>"
    assert rows(page, "v.xls") == [["a", None, "b"], [None, None, "c"]]


def test_an_ending_that_says_something_else_is_noted(make_workbook):
    content = make_workbook(ROWS).read_bytes()
    assert read(content, "v.xlsx").notes == []
    assert read(content, "v").notes == []
    assert read(content, "v.xls").notes == [{"sheet": "", "why": "named .xls, is xlsx"}]
    text = "\n".join(",".join(row) for row in VISITS).encode()
    assert read(text, "v.xls").notes == [{"sheet": "", "why": "named .xls, is text"}]


PIECES = [
    "<table>",
    "</table>",
    "<tr>",
    "</tr>",
    "<td>",
    "<td/rowspan=3>",
    "<td/colspan=2>",
    "</td>",
    "<p>",
    "a",
    "&#0;",
    "<s>",
    "</s>",
    "<script>",
    "</script>",
    "<!--",
    "-->",
    "<!DOCTYPE/x[<!ENTITY/a'b'>]>",
    "&a;",
    "<![CDATA[",
    "<",
]


@given(some.lists(some.sampled_from(PIECES), max_size=40))
@settings(max_examples=300, deadline=None)
def test_any_page_is_read_or_refused(pieces):
    try:
        (sheet,) = read_hypertext(("<html>" + "".join(pieces)).encode())["sheets"]
    except Broken as broken:
        assert broken.code in ("corrupt", "not_a_spreadsheet", "unsafe")
    else:
        assert any("<td" in piece for piece in pieces)
        assert len(sheet["rows"]) <= len(pieces) + 1
