"""The formats that we read ourselves: Excel 5 and 95, single file web pages, XML Spreadsheet 2003."""

import struct
from base64 import encodebytes
from datetime import date, datetime, time
from quopri import encodestring

import pytest
from hypothesis import given, settings
from hypothesis import strategies as some

from etl.errors import WorkbookRefused
from etl.read.hardened_xml import Broken
from etl.read.hypertext import read_hypertext
from etl.read.own import read_ourselves
from etl.read.signature import kind_of
from tests.etl.old_workbooks import DAY, PERCENT, STRUCK, Error, Formula, Styled, ole, record, stream, xls


def sheets(content):
    return read_ourselves(content)["sheets"]


def rows(content):
    return sheets(content)[0]["rows"]


def broken(content):
    with pytest.raises(Broken) as refused:
        read_ourselves(content)
    return refused.value.code, refused.value.name


@pytest.mark.parametrize(
    ("codepage", "texts"),
    [
        (936, ["香港生产力促进局", "香港總商會", "3～5人", "①"]),
        (950, ["香港生產力促進局", "香港總商會", "經貿座談", "…"]),
        (1252, ["Hong Kong", "José", "“x”", "–"]),
    ],
)
def test_texts_of_excel_95_in_the_code_page_that_it_names(codepage, texts):
    (sheet,) = sheets(xls({texts[0]: [texts, [Formula(texts[1]), 3, None, True]]}, biff=5, codepage=codepage))
    assert sheet["name"] == texts[0]
    assert sheet["rows"] == [texts, [texts[1], 3, None, True]]


def test_cells_of_excel_95():
    cells = [
        [None, "机构", "占比"],
        [],
        [Error("#N/A"), Styled(45419, DAY), Styled(45419.375, DAY), Styled(0.5, DAY)],
        [Formula(None), Styled(0.125, PERCENT), 14.5],
        [1, Styled("划", STRUCK), Styled("掉", STRUCK)],
    ]
    first, second = sheets(xls({"台账": cells, "二": [["末"]]}, biff=5))
    assert first["rows"] == [
        [None, "机构", "占比", None],
        [None] * 4,
        [None, date(2024, 5, 7), datetime(2024, 5, 7, 9), time(12)],
        [None, "12.5%", 14.5, None],
        [1, "划", "掉", None],
    ]
    assert first["marks"] == [[2, 0, "formula_error", "#N/A"], [3, 0, "formula_without_value", ""]]
    assert (first["cancelled"], first["merged"], first["hidden"]) == ([4], [], False)
    assert (second["name"], second["rows"]) == ("二", [["末"]])


def test_days_of_excel_95_before_the_leap_day_that_was_none_and_those_counted_from_1904():
    days = [[Styled(1, DAY), Styled(59, DAY), Styled(61, DAY), Styled(-1, DAY), Styled(3e6, DAY)]]
    assert rows(xls({"s": days}, biff=5)) == [[date(1900, 1, 1), date(1900, 2, 28), date(1900, 3, 1), -1, 3e6]]
    counted = stream({"s": [[Styled(45419, DAY)]]}, biff=5, between=record(0x22, struct.pack("<H", 1)))
    assert rows(ole({"Book": counted})) == [[date(2028, 5, 8)]]


def test_a_code_page_that_nobody_knows_and_bytes_that_are_none_of_it():
    book = stream({"s": [["机构"]]}, biff=5)
    known, unknown = (record(0x42, struct.pack("<H", page)) for page in (936, 60000))
    assert broken(ole({"Book": book.replace(known, unknown)})) == ("corrupt", "corrupt_text")
    assert broken(ole({"Book": book.replace("机构".encode("gbk"), b"\xff\xff\xff\xff")})) == ("corrupt", "corrupt_text")


def test_only_excel_95_is_read_here_of_all_old_workbooks():
    assert read_ourselves(xls({"s": [["a"]]})) is None
    assert read_ourselves(b"PK\x03\x04") is None
    assert read_ourselves(b"a,b\n1,2") is None


@pytest.mark.parametrize(
    ("start", "program"), [("09000400", "Excel 2"), ("09020600", "Excel 3"), ("09040600", "Excel 4")]
)
def test_a_workbook_older_than_that_is_named(start, program):
    with pytest.raises(WorkbookRefused, match=f"{program}.*xlsx") as refused:
        kind_of(bytes.fromhex(start) + bytes(40))
    assert refused.value.code == "not_a_spreadsheet"


TABLE = '<html><head>{}</head><body><table><tr><td>机构</td><td x:num="3">3</td></tr>{}</table></body></html>'
NAMED = "<xml><x:ExcelWorkbook><x:ExcelWorksheets>{}</x:ExcelWorksheets></x:ExcelWorkbook></xml>"
ONE = "<x:ExcelWorksheet><x:Name>{}</x:Name>{}</x:ExcelWorksheet>"


def mhtml(*parts, encode=lambda raw: encodestring(raw, quotetabs=True), how="quoted-printable"):
    """A page with parts (kind, place, bytes)."""
    lines = [b"MIME-Version: 1.0", b'Content-Type: multipart/related; boundary="--=_Part"', b"", b"Excel"]
    for kind, place, content in parts:
        head = f"Content-Location: file:///C:/A/{place}\nContent-Transfer-Encoding: {how}\nContent-Type: {kind}\n"
        lines += [b"----=_Part", head.encode(), encode(content)]
    return b"\n".join([*lines, b"----=_Part--", b""])


@pytest.mark.parametrize(
    ("encode", "how"), [(lambda raw: encodestring(raw, quotetabs=True), "quoted-printable"), (encodebytes, "base64")]
)
@pytest.mark.parametrize("charset", ["gb2312", "utf-8"])
def test_a_single_file_web_page(encode, how, charset):
    page = TABLE.format(NAMED.format(ONE.format("台账&amp;一", "")), "").encode(charset)
    parts = [(f'text/html; charset="{charset}"', "v.htm", page), ("image/png", "a.png", b"\x89PNG")]
    content = mhtml(*parts, encode=encode, how=how)
    (sheet,) = sheets(content)
    assert (sheet["name"], sheet["rows"]) == ("台账&一", [["机构", "3"]])


def test_a_single_file_web_page_of_several_sheets():
    def source(number):
        return f'<x:WorksheetSource HRef="v.files/Sheet00{number}.htm"/>'

    hidden = "<x:WorksheetOptions><x:Visible>SheetHidden</x:Visible></x:WorksheetOptions>"
    names = ONE.format("一月", source(1)) + ONE.format("图", source(2)) + ONE.format("二月", source(3) + hidden)
    first = f"<html><head>{NAMED.format(names)}</head><frameset><frame src=x></frameset></html>".encode()
    struck = '<tr><td class="x1 x2">划</td><td class=x2>掉</td></tr>'
    parts = [
        ("text/html; charset=utf-8", "v.htm", first),
        ("text/css", "v.files/stylesheet.css", b".x1 {color:red}\n.x2 {text-decoration:line-through}"),
        ("text/html; charset=utf-8", "v.files/tabstrip.htm", b"<table><tr><td>not a sheet</td></tr></table>"),
        ("text/html; charset=utf-8", "v.files/sheet001.htm", TABLE.format("", struck).encode()),
        ("text/html; charset=utf-8", "v.files/sheet002.htm", b"<html><body><img src=a.png></body></html>"),
        ("text/html; charset=utf-8", "v.files/sheet003.htm", TABLE.format("", "").encode()),
    ]
    january, chart, february = sheets(mhtml(*parts))
    assert (january["name"], january["rows"], january["cancelled"]) == ("一月", [["机构", "3"], ["划", "掉"]], [1])
    assert (chart["name"], chart["rows"]) == ("图", [])
    assert (february["name"], february["rows"], february["hidden"]) == ("二月", [["机构", "3"]], True)
    assert broken(mhtml(*parts[:-1])) == ("corrupt", "corrupt_cell")


def test_mail_without_a_table_is_no_workbook():
    assert broken(b"MIME-Version: 1.0\nContent-Type: text/plain\n\nhello") == ("not_a_spreadsheet", "not_a_spreadsheet")
    assert broken(mhtml(("text/html", "v.htm", b"<p>hello</p>"))) == ("not_a_spreadsheet", "not_a_spreadsheet")


def test_classes_of_a_page_that_strike_through():
    style = "<style>td {color:red}\n.xl1\n\t{mso-x:1;\n\ttext-decoration:line-through;}</style>"
    page = f"<html><head>{style}</head><table><tr><td class=xl1>a</td><td class=xl1>b</td></tr></table>".encode()
    (sheet,) = read_hypertext(page)["sheets"]
    assert (sheet["rows"], sheet["cancelled"]) == ([["a", "b"]], [0])


def spreadsheet(body, head='<?xml version="1.0"?><?mso-application progid="Excel.Sheet"?>'):
    """An XML Spreadsheet 2003 with one sheet, unless the body holds its own."""
    sheet = body if "<Worksheet" in body else f'<Worksheet ss:Name="台账"><Table>{body}</Table></Worksheet>'
    styles = """<Styles><Style ss:ID="Default"><Font ss:Size="11"/></Style>
<Style ss:ID="p"><NumberFormat ss:Format="Percent"/></Style><Style ss:ID="q" ss:Parent="p"/>
<Style ss:ID="s"><Font ss:StrikeThrough="1"/></Style></Styles>"""
    space = "urn:schemas-microsoft-com:office:spreadsheet"
    return f'{head}<Workbook xmlns="{space}" xmlns:ss="{space}">{styles}{sheet}</Workbook>'


def data(kind, value, said=""):
    return f'<Cell {said}><Data ss:Type="{kind}">{value}</Data></Cell>'


def test_cells_of_an_xml_spreadsheet():
    body = (
        "<Row>" + data("String", "机构") + data("String", "人数", 'ss:Index="3"') + "</Row>"
        '<Row ss:Index="3">' + data("Number", "14.5") + data("DateTime", "2024-05-07T00:00:00.000")
        + data("Boolean", "1") + "</Row><Row>" + data("Error", "#REF!", 'ss:Formula="=A1"') + '<Cell ss:Formula="=A1"/>'
        + data("Number", "0.125", 'ss:StyleID="q"') + "</Row>"
        "<Row>" + data("Number", "9007199254740993") + data("DateTime", "2024-05-07T09:30:00.000")
        + data("DateTime", "1899-12-31T09:30:00.000") + "</Row>"
        "<Row>" + data("Number", "many") + data("String", "") + '<Cell ss:StyleID="p"/></Row>'
    )  # fmt: skip
    (sheet,) = sheets(spreadsheet(body).encode())
    assert sheet["rows"] == [
        ["机构", None, "人数"],
        [None] * 3,
        [14.5, date(2024, 5, 7), True],
        [None, None, "12.5%"],
        ["9007199254740993", datetime(2024, 5, 7, 9, 30), time(9, 30)],
        [None] * 3,
    ]
    assert sheet["marks"] == [
        [3, 0, "formula_error", "#REF!"],
        [3, 1, "formula_without_value", ""],
        [5, 0, "bad_value", "many"],
    ]


def test_texts_of_an_xml_spreadsheet_with_comments_and_parts_in_other_fonts():
    rich = '<Cell><ss:Data ss:Type="String" xmlns="http://www.w3.org/TR/REC-html40">{}</ss:Data>{}</Cell>'
    comment = "<Comment><ss:Data>批注</ss:Data></Comment>"
    body = (
        "<Row>" + rich.format("甲<B>乙</B>", comment) + rich.format("<S>划</S>留", "") + "</Row>"
        "<Row>" + data("Number", "1") + rich.format("<B><S>划</S></B>", "") + data("String", "掉", 'ss:StyleID="s"')
        + "</Row>"
    )  # fmt: skip
    (sheet,) = sheets(spreadsheet(body).encode())
    assert (sheet["rows"], sheet["cancelled"]) == ([["甲乙", "划留", None], [1, "划", "掉"]], [1])


def test_merged_cells_of_an_xml_spreadsheet():
    body = (
        "<Row>" + data("String", "甲", 'ss:MergeAcross="1" ss:MergeDown="1"') + data("String", "乙") + "</Row>"
        "<Row>" + data("String", "丙", 'ss:Index="3"') + "</Row>"
    )
    (sheet,) = sheets(spreadsheet(body).encode())
    assert (sheet["rows"], sheet["merged"]) == ([["甲", None, "乙"], [None, None, "丙"]], [[0, 0, 1, 1]])
    # A value where the merged cell reaches: nobody can say in which column it stands
    assert broken(spreadsheet(body.replace(' ss:Index="3"', "")).encode()) == ("corrupt", "rows_differ")


@pytest.mark.parametrize("said", ['ss:Index="0"', 'ss:Index="x"', 'ss:Index="99999999"', 'ss:Index="-1"'])
def test_an_index_that_is_none(said):
    assert broken(spreadsheet(f"<Row {said}>{data('String', 'a')}</Row>").encode())[0] == "corrupt"
    assert broken(spreadsheet(f"<Row>{data('String', 'a', said)}</Row>").encode())[0] == "corrupt"


def test_an_index_that_goes_back():
    body = "<Row>" + data("String", "a") + data("String", "b", 'ss:Index="1"') + "</Row>"
    assert broken(spreadsheet(body).encode()) == ("corrupt", "rows_differ")


def test_several_sheets_of_an_xml_spreadsheet_and_a_hidden_one():
    table = "<Table><Row>" + data("String", "a") + "</Row></Table>"
    hidden = "<WorksheetOptions><Visible>SheetHidden</Visible></WorksheetOptions>"
    body = f'<Worksheet ss:Name="一">{table}</Worksheet><Worksheet ss:Name="二">{table}{hidden}</Worksheet>'
    found = [(sheet["name"], sheet["rows"], sheet["hidden"]) for sheet in sheets(spreadsheet(body).encode())]
    assert found == [("一", [["a"]], False), ("二", [["a"]], True)]


@pytest.mark.parametrize("codec", ["utf-8", "utf-8-sig", "utf-16", "gb2312", "big5"])
def test_encodings_of_an_xml_spreadsheet(codec):
    name = codec.removesuffix("-sig")
    head = f'<?xml version="1.0" encoding="{name}"?>\n<?mso-application progid="Excel.Sheet"?>\n'
    content = spreadsheet(f"<Row>{data('String', '中山')}</Row>", head).replace("台账", "中山").encode(codec)
    (sheet,) = sheets(content)
    assert (sheet["name"], sheet["rows"]) == ("中山", [["中山"]])


def test_an_xml_spreadsheet_that_breaks_off_or_declares_entities():
    whole = spreadsheet(f"<Row>{data('String', 'a')}</Row>")
    assert broken(whole[:-30].encode())[0] == "corrupt"
    tricked = whole.replace("<Workbook", '<!DOCTYPE x [<!ENTITY a "aaaa">]><Workbook', 1)
    assert broken(tricked.encode()) == ("unsafe", "unsafe")
    far = spreadsheet('<Row ss:Index="1048576">' + data("String", "a", 'ss:Index="16384"') + "</Row>")
    assert broken(far.encode()) == ("too_large", "too_large")
    giant = spreadsheet("<Row>" + data("String", "x" * 40_000) + "</Row>")
    assert broken(giant.encode()) == ("too_large", "too_large")


WHOLE = {
    "xls of Excel 95": xls({"台账": [["机构", Formula(3.0), Error("#N/A")], [1, Styled("划", STRUCK)]]}, biff=5),
    "mhtml": mhtml(
        ("text/html; charset=utf-8", "v.htm", TABLE.format(NAMED.format(ONE.format("一", "")), "").encode())
    ),
    "xml": spreadsheet(f"<Row>{data('String', '机构')}{data('Number', '3')}</Row>").encode(),
}


@given(some.sampled_from(sorted(WHOLE)), some.data())
@settings(max_examples=100, deadline=None)
def test_any_damage_is_said_as_such(name, data):
    content = bytearray(WHOLE[name])
    for _ in range(data.draw(some.integers(1, 6))):
        content[data.draw(some.integers(0, len(content) - 1))] = data.draw(some.integers(0, 255))
    cut = bytes(content[: data.draw(some.integers(1, len(content)))]) if data.draw(some.booleans()) else bytes(content)
    try:
        read = read_ourselves(cut)
    except Broken as said:
        assert said.code in ("corrupt", "not_a_spreadsheet", "password_protected", "too_large", "unsafe")
    else:
        assert read is None or all(
            len({len(row) for row in sheet["rows"]}) <= 1 or name == "mhtml" for sheet in read["sheets"]
        )
