"""Whatever is sent: its sheets, or a refusal with a code and one sentence, never an exception."""

import struct
import zipfile
from datetime import date, datetime
from io import BytesIO

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as some
from openpyxl import Workbook

from etl.errors import WorkbookRefused
from etl.limits import LIMITS
from etl.pipeline import check_workbook
from etl.read.sheet import cell_address
from etl.read.workbook import read_workbook
from tests.conftest import build_workbook, set_cell_xml

VISITS = [["编号", "日期", "方向", "机构", "人数"], ["V1", "2024年5月7日", "赴港", "香港生产力促进局", "3"]]
TEXT = "\n".join(",".join(row) for row in VISITS)
CODES = {"empty", "no_known_table", "corrupt", "password_protected", "not_a_spreadsheet", "too_large", "unsafe"}
PNG = b"\x89PNG\r\n\x1a\n" + bytes(range(64))


def refusal(content: bytes, name: str = "workbook.xlsx") -> str:
    """The code with which the bytes are refused; the message is one sentence without a line break."""
    refused = check_workbook(content, name).refusal
    assert refused, "accepted"
    assert "\n" not in refused.message
    assert len(refused.message) <= 200
    return refused.code


def ole_with_encrypted_package() -> bytes:
    """An OLE file as Office makes it for a workbook with a password: a directory with the stream EncryptedPackage."""
    sector = 512
    end, free = 0xFFFFFFFE, 0xFFFFFFFF
    header = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(16)
    header += struct.pack("<HHHHH6xIIIIIIIIII", 0x3E, 3, 0xFFFE, 9, 6, 0, 1, 1, 0, 4096, end, 0, end, 0, 0)
    header += struct.pack("<109I", 0, *[free] * 108)
    header = header.ljust(sector, b"\x00")[:sector]
    fat = struct.pack("<128I", 0xFFFFFFFD, end, *[free] * 126)

    def entry(name: str, kind: int) -> bytes:
        raw = name.encode("utf-16-le") + b"\x00\x00"
        return raw.ljust(64, b"\x00") + struct.pack("<HBBIII", len(raw), kind, 1, free, free, free) + bytes(48)

    directory = entry("Root Entry", 5) + entry("EncryptedPackage", 2) + entry("EncryptionInfo", 2) + bytes(128)
    return header + fat + directory.ljust(sector, b"\x00")


def zip_of(members: dict[str, bytes]) -> bytes:
    out = BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in members.items():
            archive.writestr(name, content)
    return out.getvalue()


def bomb(declared: int) -> bytes:
    """A small archive whose directory declares a member of an enormous size."""
    raw = bytearray(zip_of({"xl/workbook.xml": b"<workbook/>"}))
    place = raw.rindex(b"PK\x01\x02")
    raw[place + 24 : place + 28] = struct.pack("<I", declared)
    return bytes(raw)


@pytest.fixture(scope="module")
def xlsx(tmp_path_factory: pytest.TempPathFactory) -> bytes:
    return build_workbook(tmp_path_factory.mktemp("book") / "v.xlsx", VISITS).read_bytes()


def test_a_wrong_file_is_refused_by_what_it_is(xlsx):
    assert refusal(b"") == "empty"
    assert refusal(b"\x00\x00 \r\n") == "empty"
    assert refusal(b"\xef\xbb\xbf\r\n") == "empty"
    assert refusal(PNG) == "not_a_spreadsheet"
    assert refusal(b"%PDF-1.7\n...") == "not_a_spreadsheet"
    assert refusal("今天开会，讨论了一些事情。\n散会。".encode()) == "not_a_spreadsheet"
    assert refusal(zip_of({"word/document.xml": b"<w/>"})) == "not_a_spreadsheet"
    assert refusal(zip_of({"a.txt": b"a"})) == "not_a_spreadsheet"
    assert refusal(ole_with_encrypted_package()) == "password_protected"
    assert refusal(b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(600)) == "corrupt"
    assert refusal(xlsx[: len(xlsx) // 2]) == "corrupt"
    assert refusal(xlsx[:-10]) == "corrupt"
    assert refusal(zip_of({"xl/workbook.xml": b"<workbook", "[Content_Types].xml": b""})) == "corrupt"


def test_a_bomb_is_refused_before_it_is_unpacked():
    assert refusal(bomb(LIMITS.unpacked_bytes + 1)) == "too_large"
    assert refusal(zip_of({f"xl/{n}": b"" for n in range(LIMITS.members)} | {"xl/workbook.xml": b""})) == "unsafe"
    assert refusal(zip_of({"xl/workbook.xml": b"", "../../etc/passwd": b""})) == "unsafe"
    encrypted = bytearray(zip_of({"xl/workbook.xml": b"<workbook/>"}))
    encrypted[encrypted.rindex(b"PK\x01\x02") + 8] |= 1
    assert refusal(bytes(encrypted)) == "password_protected"


def test_an_empty_workbook_and_an_unknown_layout(make_workbook):
    assert refusal(make_workbook([]).read_bytes()) == "empty"
    unknown = make_workbook([["学生", "班级"], ["甲", "一班"]]).read_bytes()
    assert refusal(unknown) == "no_known_table"
    checked = check_workbook(unknown, "unknown.xlsx")
    assert "学生、班级" in str(checked.refusal)
    # what was seen is told all the same
    (table,) = checked.as_json()["tables"]
    assert (table["table"], table["heading_rows"], table["rows"]) == (None, [1], 1)


@pytest.mark.parametrize(
    "content",
    [
        TEXT.encode("utf-8"),
        TEXT.encode("utf-8-sig"),
        TEXT.encode("utf-16"),
        b"\xfe\xff" + TEXT.encode("utf-16-be"),
        TEXT.encode("gb18030"),
        TEXT.replace(",", "\t").encode(),
        TEXT.replace(",", ";").encode(),
        TEXT.replace("\n", "\r\n").encode(),
        TEXT.replace("V1", '"V1"').encode(),
    ],
    ids=["utf-8", "bom", "utf-16", "utf-16-be", "gb18030", "tsv", "semicolon", "crlf", "quoted"],
)
def test_text_in_any_encoding(content):
    (row,) = check_workbook(content, "visits.csv").as_json()["rows"]["visits"]
    assert (row["sheet"], row["row_number"]) == ("visits.csv", 2)
    assert row["visit_id"] == "V1"
    assert row["partners"] == ["香港生产力促进局"]
    assert row["participants"] == 3


def test_a_record_over_several_lines_keeps_the_line_it_begins_on():
    content = '编号,日期,主题,人数\nV1,2024-05-07,"第一行\n第二行",3\nV2,2024-05-08,会议,4\n'.encode()
    rows = check_workbook(content, "v.csv").rows["visits"].as_json()
    assert [(row["row_number"], row["topic"]) for row in rows] == [(2, "第一行\n第二行"), (4, "会议")]


def test_a_quote_that_nobody_closes_loses_no_rows_silently():
    content = '编号,日期,主题,人数\nV1,2024-05-07,"会议,3\nV2,2024-05-08,会议,4\n'.encode()
    assert refusal(content, "v.csv") == "corrupt"
    # a quote inside a text of a program that quotes nothing is a quote
    content = '编号,日期,主题,人数\nV1,2024-05-07,"一带一路"会议,3\n'.encode()
    (row,) = check_workbook(content, "v.csv").rows["visits"].as_json()
    assert row["topic"] == "一带一路会议"


def test_every_type_of_cell_arrives_as_excel_stored_it(make_workbook):
    moment = datetime(2024, 5, 7, 9, 30)
    path = make_workbook([["文", 14, 14.5, True, date(2024, 5, 7), moment, None, "末"]], merged=["A2:B3"])
    (sheet,) = read_workbook(path.read_bytes(), path.name).sheets
    assert sheet.rows[0] == ["文", 14, 14.5, True, date(2024, 5, 7), moment, None, "末"]
    assert [type(cell) for cell in sheet.rows[0][1:4]] == [int, float, bool]


def test_rows_above_the_first_cell_are_counted(make_workbook):
    path = make_workbook([[], [], [None, "编号"]])
    (sheet,) = read_workbook(path.read_bytes(), path.name).sheets
    assert sheet.rows == [[None, None], [None, None], [None, "编号"]]
    assert sheet.row_number(2) == 3
    assert cell_address(3, 1) == "B3"
    assert cell_address(1, 27) == "AB1"


def test_hidden_sheets_and_chart_sheets(make_workbook):
    path = make_workbook(VISITS, hidden=True, more={"说明": [["本表由外事局填报"]]})
    hidden, shown = read_workbook(path.read_bytes(), path.name).sheets
    assert (hidden.hidden, shown.hidden) == (True, False)
    book = Workbook()
    book.active.append(["a", "b"])
    book.create_chartsheet("图")
    book.save(path)
    assert [sheet.name for sheet in read_workbook(path.read_bytes(), path.name).sheets] == ["Sheet", "图"]


def test_more_sheets_than_the_limit_are_not_dropped_silently(make_workbook):
    many = {f"S{n}": [["x"]] for n in range(LIMITS.sheets)}
    assert refusal(make_workbook(VISITS, more=many).read_bytes()) == "too_large"


def test_a_name_is_never_a_path_and_always_text():
    for name in ("../../../etc/cron.d/v.csv", "C:\\\\tmp\\v.csv", "/tmp/v.csv"):
        assert check_workbook(TEXT.encode(), name).as_json()["workbook"] == "v.csv"
    assert check_workbook(TEXT.encode(), b"\xff.csv".decode("utf-8", "surrogateescape")).name == "?.csv"


@pytest.mark.parametrize(
    ("cell", "value", "mark"),
    [
        ('<c r="B2" t="e"><v>#REF!</v></c>', None, ("formula_error", "#REF!")),
        ('<c r="B2" t="e"><f>1/0</f><v>#DIV/0!</v></c>', None, ("formula_error", "#DIV/0!")),
        ('<c r="B2"><f>SUM(A1:A9)</f></c>', None, ("formula_without_value", "")),
        ('<c r="B2"><f>SUM(A1:A9)</f><v></v></c>', None, ("formula_without_value", "")),
        ('<c r="B2"><f>SUM(A1:A9)</f><v>7</v></c>', 7, None),
        ('<c r="B2" t="str"><f>IF(A1=0,"",A1)</f><v></v></c>', None, None),
        ('<c r="B2"><v>1e999</v></c>', "inf", None),
        ('<c r="B2" t="inlineStr"><is><t>文</t></is></c>', "文", None),
    ],
)
def test_a_cell_whose_value_is_not_there_is_marked(make_workbook, cell, value, mark):
    path = set_cell_xml(make_workbook([["a", "b"], ["c", "d"]]), "B2", cell)
    (sheet,) = read_workbook(path.read_bytes(), path.name).sheets
    assert sheet.rows[1][1] == value
    assert sheet.marks.get((1, 1)) == mark


ENDS = HealthCheck.function_scoped_fixture, HealthCheck.too_slow


def verdict(content: bytes) -> None:
    """Acceptance or a refusal of the contract; never anything else."""
    checked = check_workbook(content, "any")
    assert checked.refusal is None or checked.refusal.code in CODES
    checked.as_json()


@given(some.binary(max_size=400))
@settings(max_examples=60, deadline=None)
def test_any_bytes_end_in_a_verdict(content):
    verdict(content)


@given(some.text("编号日期方向机构人数,;\t|\"'\n\r 123\ufeff\x00", max_size=200))
@settings(max_examples=60, deadline=None)
def test_any_text_ends_in_a_verdict(content):
    verdict(content.encode("utf-8"))


@given(some.data())
@settings(max_examples=12, deadline=None, suppress_health_check=ENDS)
def test_any_damage_to_a_workbook_ends_in_a_verdict(xlsx, data):
    damaged = bytearray(xlsx)
    for _ in range(data.draw(some.integers(1, 8))):
        damaged[data.draw(some.integers(0, len(damaged) - 1))] = data.draw(some.integers(0, 255))
    verdict(
        bytes(damaged[: data.draw(some.integers(4, len(damaged)))]) if data.draw(some.booleans()) else bytes(damaged)
    )


@given(some.binary(max_size=300))
@settings(max_examples=6, deadline=None)
def test_any_old_workbook_ends_in_a_verdict(rest):
    verdict(b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + rest)


@given(some.binary(max_size=300))
@settings(max_examples=10, deadline=None)
def test_any_sheet_xml_ends_in_a_verdict(xml):
    verdict(zip_of({"xl/workbook.xml": xml, "xl/worksheets/sheet1.xml": xml, "xl/_rels/workbook.xml.rels": xml}))


def test_a_refusal_carries_its_code():
    with pytest.raises(WorkbookRefused) as refused:
        read_workbook(PNG, "picture.xlsx")
    assert refused.value.code == "not_a_spreadsheet"
    assert "PNG" in refused.value.message
