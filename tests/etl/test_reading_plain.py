"""Plain sheets of an xlsx, taken from their XML in one pass, give what the fast reader gives, cell for cell."""

import zipfile
from datetime import date, datetime
from io import BytesIO

import pytest
from hypothesis import given, settings
from hypothesis import strategies as some

from etl.limits import LIMITS
from etl.read.child import read_sheets
from etl.read.distinct import Distinct
from etl.read.encode import distinct
from etl.read.package import Package
from etl.read.plain_cells import CellCodes
from etl.read.plain_parts import NotPlain
from etl.read.plain_workbook import read_plain_workbook
from tests.benchmarks.large_workbook import PARTS, make_large_workbook
from tests.etl.corpus import expected
from tests.etl.test_corpus import THEMES

MAIN = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
# Formats of cells: 0 General, 1 a day, 2 a percent, 3 struck through, 4 a day and a time, 5 hours over a day
STYLES = (
    f'<styleSheet xmlns="{MAIN}"><numFmts count="2"><numFmt numFmtId="164" formatCode="yyyy/m/d h:mm"/>'
    '<numFmt numFmtId="165" formatCode="[h]:mm"/></numFmts><fonts count="2"><font/><font><strike/></font></fonts>'
    '<fills count="1"><fill/></fills><borders count="1"><border/></borders><cellStyleXfs count="1"><xf/></cellStyleXfs>'
    '<cellXfs count="6"><xf numFmtId="0" fontId="0"/><xf numFmtId="14" fontId="0"/><xf numFmtId="9" fontId="0"/>'
    '<xf numFmtId="0" fontId="1"/><xf numFmtId="164" fontId="0"/><xf numFmtId="165" fontId="0"/></cellXfs></styleSheet>'
)
TEXTS = [
    "<si><t>甲</t></si>",
    '<si><t xml:space="preserve"> 乙 </t></si>',
    "<si><t> 丙</t></si>",
    "<si><t>a &amp; b &lt;c&gt; &#10004; &quot;</t></si>",
    "<si><t>行_x000D_\n二</t></si>",
    '<si><t>东京</t><rPh sb="0" eb="2"><t>とうきょう</t></rPh><phoneticPr fontId="1"/></si>',
    "<si><r><rPr><b/></rPr><t>粗</t></r><r><t>细</t></r></si>",
    '<si><t>拼</t><phoneticPr fontId="2" type="noConversion"/></si>',
    "<si><t></t></si>",
    "<si><t/></si>",
    "<si><t>\u3000空 </t></si>",
]
# What may stand behind a cell's address; None for no cell
CELLS = [
    None, "/>", ' s="1"/>', ' s="2" />', "></c>",
    *(f' t="s"><v>{index}</v></c>' for index in range(len(TEXTS))),
    ' s="1" t="s"><v>0</v></c>', ' t="s" s="1"><v>0</v></c>',
    "><v>7</v></c>", ' t="n"><v>7</v></c>', "><v>-1.5</v></c>", "><v>1e300</v></c>", "><v>1E999</v></c>",
    "><v>0.1</v></c>", "><v>123456789012345</v></c>", "><v> 7</v></c>", "><v>x</v></c>",
    ' s="1"><v>45419</v></c>', ' s="1"><v>1</v></c>', ' s="1"><v>0</v></c>', ' s="1"><v>60</v></c>',
    ' s="1"><v>-3</v></c>', ' s="1"><v>2958466</v></c>', ' s="4"><v>45419.395833333336</v></c>',
    ' s="4"><v>0.5</v></c>', ' s="5"><v>1.25</v></c>',
    ' s="2"><v>0.125</v></c>', ' s="2"><v>1</v></c>', ' s="2" t="b"><v>1</v></c>', ' s="2" t="s"><v>0</v></c>',
    ' t="b"><v>1</v></c>', ' t="b"><v>0</v></c>', ' t="d"><v>2024-05-07</v></c>',
    ' t="d"><v>2024-05-07T09:30:00</v></c>',
    ' t="str"><f>A1&amp;"x"</f><v>文 &amp; _x0041_</v></c>', ' t="str"><f>A1</f><v></v></c>', ' t="str"><v> </v></c>',
    '><f>IF(A1="a","b",3)</f><v>3</v></c>', '><f t="shared" si="0"/><v>4</v></c>', "><f>1+1</f><v>2</v></c>",
    ' t="inlineStr"><is><t>内</t></is></c>', ' t="inlineStr"><is><t xml:space="preserve"> 文 &amp;</t></is></c>',
    ' s="3"/>',
]  # fmt: skip
# These say something beside their value, or nothing that is surely understood.
ODD_CELLS = [
    ' t="e"><v>#N/A</v></c>', "><f>1+1</f></c>", "><f>1+1</f><v></v></c>", ' t="s"><v></v></c>', ' t="s"><v>99</v></c>',
    ' t="s"><v>-1</v></c>', ' t="s"><v>01</v></c>', ' t="s"><v>true</v></c>', ' t="s"><v>1,2</v></c>',
    "><v>9007199254740993</v></c>", ' s="3"><v>7</v></c>', ' s="3" t="s"><v>0</v></c>', ' vm="1"><v>7</v></c>',
    ' t="inlineStr"><is><r><t>粗</t></r></is></c>', ' t="s"><v>0</v><extLst/></c>', "><v>7</v><v>8</v></c>",
    ' t="x"><v>7</v></c>', ' s="1" s="2"><v>7</v></c>', "><!-- 7 --></c>", ' t="inlineStr"><v>7</v></c>',
]  # fmt: skip


def workbook(sheet_data, texts=TEXTS, tail="", settings="", sheet="{}"):
    """An xlsx of one sheet; `sheet` is put around the sheet's element."""
    written = f'<worksheet xmlns="{MAIN}"><sheetData>{sheet_data}</sheetData>{tail}</worksheet>'
    parts = {
        **PARTS,
        "xl/styles.xml": STYLES,
        "xl/workbook.xml": PARTS["xl/workbook.xml"].replace("<sheets>", f"{settings}<sheets>"),
        "xl/sharedStrings.xml": f'<sst xmlns="{MAIN}">{"".join(texts)}</sst>',
        "xl/worksheets/sheet1.xml": sheet.format(written),
    }
    out = BytesIO()
    with zipfile.ZipFile(out, "w") as archive:
        for name, part in parts.items():
            archive.writestr(name, part)
    return out.getvalue()


def rows_of(cells, numbers=None):
    """Rows of raw cells as XML, from row 1 on or with these numbers."""
    return "".join(
        f'<row r="{number}" spans="1:3">'
        + "".join(f'<c r="{chr(65 + n)}{number}"{cell}' for n, cell in enumerate(row) if cell is not None)
        + "</row>"
        for number, row in zip(numbers or range(1, len(cells) + 1), cells, strict=True)
    )


def is_plain(content):
    return read_plain_workbook(Package(content), lambda *_: None) is not None


def both_ways(path):
    """What the child says when plain sheets are taken from their XML, and when the fast reader reads all."""
    return [written(*read_sheets(path, careful=careful)) for careful in (False, True)]


def written(answer, columns):
    """Sheets with their rows, each value with its type: True is no 1, and 1 is 1.0 since JSON knows no other."""

    def typed(value):
        if value in (None, "") and not isinstance(value, bool):
            return None
        if isinstance(value, datetime) and (value.hour, value.minute, value.second, value.microsecond) == (0, 0, 0, 0):
            return date, str(value.date())
        return (float if type(value) is int else type(value)), str(float(value) if type(value) is int else value)

    left = iter(columns)
    if "refused" in answer:
        return answer
    return [
        {**sheet, "columns": [[typed(value) for value in next(left).rows()] for _ in range(sheet["columns"])]}
        for sheet in answer["sheets"]
    ]


def values(content):
    plain = read_plain_workbook(Package(content), lambda *_: None)
    assert plain
    return [Distinct(plain.values, codes).rows() for codes in plain.sheets["项目台账"].columns]


@given(
    some.lists(some.lists(some.sampled_from(CELLS), min_size=3, max_size=3), max_size=8),
    some.lists(some.integers(1, 40), min_size=8, max_size=8, unique=True),
    some.booleans(),
)
@settings(max_examples=50, deadline=None)
def test_a_plain_sheet_gives_what_the_fast_reader_gives(tmp_path_factory, cells, numbers, counts_from_1904):
    date_system = '<workbookPr date1904="1"/>' if counts_from_1904 else ""
    merged = '<mergeCells count="1"><mergeCell ref="A2:B3"/></mergeCells>'
    content = workbook(rows_of(cells, sorted(numbers[: len(cells)])), tail=merged, settings=date_system)
    path = tmp_path_factory.mktemp("plain") / "v.xlsx"
    path.write_bytes(content)
    assert is_plain(content)
    ours, theirs = both_ways(path)
    assert ours == theirs


@pytest.mark.parametrize("cell", [cell for cell in CELLS if cell])
def test_each_way_of_writing_a_cell(tmp_path, cell):
    content = workbook(rows_of([["><v>1</v></c>", cell], [cell, cell]]))
    (tmp_path / "v.xlsx").write_bytes(content)
    assert is_plain(content)
    ours, theirs = both_ways(tmp_path / "v.xlsx")
    assert ours == theirs


@pytest.mark.parametrize("cell", ODD_CELLS)
def test_what_is_not_surely_understood_is_parsed(cell):
    assert not is_plain(workbook(rows_of([[' t="s"><v>0</v></c>'] * 3, [cell, None, None]])))


@pytest.mark.parametrize(
    "rows",
    [
        '<row r="2"><c r="A2"><v>1</v></c></row><row r="1"><c r="A1"><v>1</v></c></row>',
        '<row r="1"><c r="A1"><v>1</v></c></row><row r="1"><c r="A1"><v>1</v></c></row>',
        '<row r="1"><c r="A2"><v>1</v></c></row>',
        '<row r="1"><c r="B1"><v>1</v></c><c r="A1"><v>1</v></c></row>',
        '<row r="1"><c r="A1"><v>1</v></c><c r="A1"><v>2</v></c></row>',
        '<row r="1"><c><v>1</v></c></row>',
        '<row r="1"><c r="A1"0</row>',
        '<row r="1"><c r="A1"0, t="s"><v>1</v></c></row>',
        "<row><c><v>1</v></c></row>",
        '<row r="1"><c r="XFD1"><v>1</v></c></row>',
        '<row r="1048576"><c r="Z1048576"><v>1</v></c></row>',
        '<!-- 1 --><row r="1"><c r="A1"><v>1</v></c></row>',
        '<row r="1"><c r="A1"><v>1</v></c></row></sheetData><sheetData>',
    ],
)
def test_rows_that_are_not_one_below_the_other_are_parsed(rows):
    assert not is_plain(workbook(rows))


@pytest.mark.parametrize(
    "sheet", ["<!DOCTYPE x>{}", "<?xml version='1.0' encoding='gbk'?>{}", "<!-- --> {}", "<x>{}</x>"]
)
def test_an_unusual_start_is_parsed(sheet):
    assert not is_plain(workbook(rows_of([["><v>1</v></c>"]]), sheet=sheet))


@pytest.mark.parametrize(
    "text",
    ["<si/>", "<si><r><rPr><strike/></rPr><t>划</t></r></si>", "<si><t><![CDATA[x]]></t></si>", "<si><si></si></si>"],
)
def test_shared_texts_that_are_not_understood(text):
    assert not is_plain(workbook(rows_of([["><v>1</v></c>"]]), texts=[*TEXTS, text]))


def test_values_are_those_of_the_cells():
    cells = [
        [' t="s"><v>0</v></c>', None, ' s="1"><v>45419</v></c>'],
        ['/>', ' t="s"><v>3</v></c>', ' s="2"><v>0.125</v></c>'],
        [' t="s"><v>6</v></c>', None, None],
    ]  # fmt: skip
    tail = '<row r="9" spans="1:3"/><row r="10"><c r="A10" s="1"/></row>'
    assert values(workbook(rows_of(cells) + tail)) == [
        ["甲", None, "粗细"],
        [None, 'a & b <c> ✔ "', None],
        [date(2024, 5, 7), "12.5%", None],
    ]


def test_a_column_of_shared_texts_with_gaps_and_styles():
    cells = [[' t="s"><v>0</v></c>'], [None], [' s="1" t="s"><v>7</v></c>'], [None], [' t="s"><v>0</v></c>']]
    assert values(workbook(rows_of(cells))) == [["甲", None, "拼", None, "甲"]]


def test_codes_below_the_number_of_texts_are_those_of_texts():
    cells = CellCodes(2, frozenset({"3"}), frozenset({"2"}))
    texts = [b' t="s"><v>1</v></c>', b' t="s"><v>0</v></c>']
    assert list(cells.of_column([*texts, b"", b' s="9"/>', b"><v>5</v></c>", b' s="2"><v>5</v></c>'])) == [
        1,
        0,
        2,
        2,
        3,
        4,
    ]
    assert list(cells.of_column([*texts, texts[0]])) == [1, 0, 1]
    assert (cells.others, cells.percents) == ([b"><v>5</v></c>", b' s="2"><v>5</v></c>'], {4})
    with pytest.raises(NotPlain):
        cells.of_column([texts[0], b' t="s"><v>2</v></c>'])


def test_cells_beyond_the_limit_are_refused(tmp_path, monkeypatch):
    assert LIMITS.cells > 5
    monkeypatch.setitem(vars(LIMITS), "cells", 5)
    (tmp_path / "v.xlsx").write_bytes(workbook(rows_of([["><v>1</v></c>"] * 3] * 2)))
    assert [answer["refused"] for answer in both_ways(tmp_path / "v.xlsx")] == ["too_large", "too_large"]


def test_a_large_workbook_and_a_part_that_ends_within_a_row(tmp_path):
    make_large_workbook(tmp_path / "v.xlsx", 2_500)
    assert is_plain((tmp_path / "v.xlsx").read_bytes())
    ours, theirs = both_ways(tmp_path / "v.xlsx")
    assert (len(ours[0]["columns"]), len(ours[0]["columns"][0])) == (15, 2_502)
    assert ours == theirs


assert THEMES  # imported, so that the corpus is there
ACCEPTED = [entry for entry in expected.CORPUS.values() if entry.content[:2] == b"PK" and not entry.refused]


@pytest.mark.parametrize("entry", ACCEPTED, ids=lambda entry: entry.name)
def test_the_corpus_is_the_same_both_ways(tmp_path, entry):
    (tmp_path / "v.xlsx").write_bytes(entry.content)
    ours, theirs = both_ways(tmp_path / "v.xlsx")
    assert ours == theirs


def test_rows_with_codes_and_texts_alike():
    column = distinct(["第1期", "甲", "第2期", None, "甲", 7, "第1期", "\0", ""])
    assert [column.rows_with([code]) for code in column.used] == [[0, 6], [1, 4], [2], [3], [5], [7], [8]]
    assert column.rows_with(column.used) == list(range(9))
    assert column.rows_with([]) == []
    assert [[column.values[code] for code in codes] for codes in column.alike] == [
        ["第1期", "第2期"], ["甲"], ["\0"], [""], [None], [7],
    ]  # fmt: skip
    assert sorted(column.values[code] or "" for code in column.blanks) == ["", ""]
