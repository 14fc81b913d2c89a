"""Real small workbooks of each format, damaged at random: accepted or refused with a code and a sentence."""

import warnings
import zipfile
from io import BytesIO

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as some

from etl.pipeline import check_workbook
from tests.conftest import build_workbook
from tests.etl.old_workbooks import Error, Formula, xls, xlsb
from tests.etl.open_document import number, ods, row, text

CODES = {"empty", "no_known_table", "corrupt", "password_protected", "not_a_spreadsheet", "too_large", "unsafe"}
ROWS = [["编号", "日期", "方向", "机构", "人数"], ["V1", "2024年5月7日", "赴港", "香港总商会", 3]]
BINARY_ROWS = [*ROWS, ["V2", Error("#N/A"), "来访", "甲", Formula(4.0)]]
# Words of the formats that a damaged or crafted workbook may hold anywhere
WORDS = [
    b"0",
    b"-1",
    b"99999999999",
    b"",
    b"<",
    b"&#0;",
    b"XFD1048576",
    b't="s"',
    b"1e999",
    b"\xff\xfe",
    b"</",
    b"<!DOCTYPE x",
]


@pytest.fixture(scope="module")
def books(tmp_path_factory):
    """Name of a format → a small workbook in it."""
    xlsx = build_workbook(tmp_path_factory.mktemp("book") / "v.xlsx", ROWS).read_bytes()
    macros = BytesIO(xlsx)
    with zipfile.ZipFile(macros, "a") as archive:
        archive.writestr("xl/vbaProject.bin", b"\xd0\xcf\x11\xe0 Sub Auto_Open()")
    cells = ["".join(f"<td>{cell}</td>" for cell in cells) for cells in ROWS]
    page = "<html><body><table>" + "".join(f"<tr>{line}</tr>" for line in cells) + "</table></body></html>"
    mail = "MIME-Version: 1.0\nContent-Type: text/html; charset=utf-8\nContent-Transfer-Encoding: 8bit\n\n" + page
    data = ["".join(f'<Cell><Data ss:Type="String">{cell}</Data></Cell>' for cell in cells) for cells in ROWS]
    spreadsheet = (
        '<?xml version="1.0"?><Workbook xmlns:ss="urn:schemas-microsoft-com:office:spreadsheet"><Worksheet ss:Name="s">'
        "<Table>" + "".join(f"<Row>{line}</Row>" for line in data) + "</Table></Worksheet></Workbook>"
    )
    return {
        "xlsx": xlsx,
        "xlsm": macros.getvalue(),
        "xls": xls({"台账": BINARY_ROWS}),
        "xls of Excel 95": xls({"台账": BINARY_ROWS}, biff=5),
        "xlsb": xlsb({"台账": BINARY_ROWS}),
        "ods": ods(row(*map(text, ROWS[0])) + row(*map(text, ROWS[1][:-1]), number(3))),
        "html": page.encode(),
        "mhtml": mail.encode(),
        "xml": spreadsheet.encode(),
        "csv": "\n".join(",".join(map(str, cells)) for cells in ROWS).encode("gb18030"),
    }


@some.composite
def damaged(draw, content):
    """The bytes with some of them changed, taken out, put in twice, or cut off."""
    raw = bytearray(content)
    for _ in range(draw(some.integers(1, 5))):
        place = draw(some.integers(0, max(len(raw) - 1, 0)))
        how = draw(some.sampled_from(["flip", "flip", "word", "drop", "twice", "cut"]))
        if how == "flip" and raw:
            raw[place] = draw(some.integers(0, 255))
        elif how == "word":
            word = draw(some.sampled_from(WORDS))
            raw[place : place + len(word)] = word
        elif how == "drop":
            del raw[place : place + draw(some.integers(1, 40))]
        elif how == "twice":
            raw[place:place] = raw[place : place + draw(some.integers(1, 40))]
        elif how == "cut" and draw(some.booleans()):
            del raw[place:]
    return bytes(raw)


@some.composite
def repacked(draw, content):
    """The archive with one member left out, twice there, renamed, empty or damaged."""
    out = BytesIO()
    with zipfile.ZipFile(BytesIO(content)) as old, zipfile.ZipFile(out, "w") as new, warnings.catch_warnings():
        warnings.simplefilter("ignore")  # of a name that is there twice
        chosen = draw(some.sampled_from(old.namelist()))
        how = draw(
            some.sampled_from(["left out", "twice", "renamed", "empty", "exchanged", "damaged", "damaged", "damaged"])
        )
        for name in old.namelist():
            member = old.read(name)
            if name != chosen:
                new.writestr(name, member)
            elif how == "twice":
                new.writestr(name, member)
                new.writestr(name, draw(damaged(member)))
            elif how == "renamed":
                new.writestr(name.upper() if draw(some.booleans()) else "x/" + name, member)
            elif how == "exchanged":
                new.writestr(name, old.read(draw(some.sampled_from(old.namelist()))))
            elif how != "left out":
                new.writestr(name, b"" if how == "empty" else draw(damaged(member)))
    return out.getvalue()


def verdict(content):
    """Accepted or refused as the contract says."""
    checked = check_workbook(content, "any")
    checked.as_json()
    if checked.refusal:
        assert checked.refusal.code in CODES
        assert 0 < len(checked.refusal.message) <= 200
        assert "\n" not in checked.refusal.message
        assert "Traceback" not in checked.refusal.message


@given(some.data())
@settings(max_examples=90, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
def test_any_damage_to_a_workbook_ends_in_a_verdict(books, data):
    content = books[data.draw(some.sampled_from(sorted(books)))]
    is_packed = content.startswith(b"PK") and data.draw(some.integers(0, 3))
    verdict(data.draw(repacked(content) if is_packed else damaged(content)))


@given(
    some.sampled_from(
        [b"", b"PK\x03\x04", b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1", b"<html>", b"MIME-Version: 1.0\n", b"\t"]
    ),
    some.binary(max_size=600),
)
@settings(max_examples=40, deadline=None)
def test_any_bytes_end_in_a_verdict(start, rest):
    verdict(start + rest)
