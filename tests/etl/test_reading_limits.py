"""Every limit, lowered in the office's own file: what is beyond it is refused with its code and what was too much."""

import subprocess
import sys
import tomllib
from dataclasses import fields

import pytest

from etl.__main__ import main
from etl.confine import is_out_of_time, refusal_for, too_much_memory
from etl.errors import ReferenceBroken, WorkbookRefused
from etl.limits import LIMITS, Limits, forget_limits, read_limits
from etl.places import ROOT, data_folder
from etl.read.archive import check_archive
from etl.read.delimited import read_delimited
from etl.read.facts_of import facts_of
from etl.read.hardened_xml import Broken
from etl.read.hypertext import read_hypertext
from etl.read.own import read_ourselves
from etl.read.workbook import read_workbook
from tests.etl.old_workbooks import xls, xlsb
from tests.etl.open_document import number, ods, row, text

ROWS = [["日期", "方向", "机构", "人数"], ["2024-05-07", "赴港", "HKPC", "3"]]
PAGE = b"<table><tr><td>a</td><td>b</td></tr><tr><td>cdefgh</td><td>d</td></tr></table>"


@pytest.fixture
def limit():
    """`limit(cells=5)` writes the office's own limits."""

    def write(text="", **limits):
        data_folder().mkdir(parents=True, exist_ok=True)
        lines = [text, *(f"{name} = {value}" for name, value in limits.items())]
        (data_folder() / "limits.toml").write_text("\n".join(lines), encoding="utf-8")
        forget_limits()

    yield write
    forget_limits()


def refusal(content, name="v.xlsx"):
    with pytest.raises(WorkbookRefused) as refused:
        read_workbook(content, name)
    assert len(refused.value.message) <= 200
    return refused.value.code, refused.value.message


def test_each_limit_is_written_once_with_its_unit():
    lines = (ROOT / "etl" / "limits.toml").read_text(encoding="utf-8").splitlines()
    written = {line.split(" = ")[0]: line.partition("#")[2].split() for line in lines if " = " in line}
    assert list(written) == [*tomllib.loads("\n".join(lines))]
    assert set(written) == {limit.name for limit in fields(Limits)}
    units = {"bytes", "parts", "sheets", "cells", "characters", "seconds"}
    assert all(comment[0] in units for comment in written.values())


def test_an_office_changes_the_limits_that_it_names(limit):
    usual = LIMITS.cells
    limit(sheets=3)
    assert (LIMITS.sheets, LIMITS.cells) == (3, usual)


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("cels = 5", "cels"),
        ("cells = 0", "cells"),
        ("cells = -5", "cells"),
        ("cells = 5.5", "cells"),
        ('cells = "5"', "cells"),
        ("cells = true", "cells"),
        ("cells = ", "limits.toml"),
        ("[cells]\na = 5", "cells"),
    ],
)
def test_a_wrong_file_is_said_in_words(limit, text, said, capsys, make_workbook):
    limit(text)
    with pytest.raises(ReferenceBroken, match=said):
        read_limits(data_folder())
    assert main(["check", str(make_workbook(ROWS))]) == 1
    error = capsys.readouterr().err
    assert said in error
    assert "Traceback" not in error


def test_a_file_that_is_no_text(limit):
    limit()
    (data_folder() / "limits.toml").write_bytes(b"\xff\xfe\x00")
    with pytest.raises(ReferenceBroken, match=r"limits\.toml"):
        read_limits(data_folder())


def test_bytes_of_the_file(limit, make_workbook):
    limit(file_bytes=1000)
    content = make_workbook(ROWS).read_bytes()
    assert refusal(content) == ("too_large", "工作簿超过上限（0 MB）；请拆分后再导入")


def test_bytes_unpacked(limit, make_workbook):
    limit(unpacked_bytes=1000)
    assert refusal(make_workbook(ROWS).read_bytes())[0] == "too_large"


def test_parts(limit, make_workbook):
    limit(members=3)
    code, said = refusal(make_workbook(ROWS).read_bytes())
    assert code == "unsafe"
    assert "members" in said


def test_sheets(limit, make_workbook):
    limit(sheets=1)
    code, said = refusal(make_workbook(ROWS, more={"二": ROWS}).read_bytes())
    assert code == "too_large"
    assert "2 sheets" in said


def test_cells(limit, make_workbook):
    limit(cells=7)
    code, said = refusal(make_workbook(ROWS).read_bytes())
    assert code == "too_large"
    assert "cells" in said or "2 x 4" in said
    text_ = "\n".join(",".join(cells) for cells in ROWS).encode()
    assert refusal(text_, "v.csv") == ("too_large", "工作簿超过上限（> 7 cells）；请拆分后再导入")


@pytest.mark.parametrize(
    "content",
    [
        xls({"s": [["a", "b"], ["c", "d"]]}),
        xls({"s": [["a", "b"], ["c", "d"]]}, biff=5),
        xlsb({"s": [["a", "b"], ["c", "d"]]}),
        ods(row(text("a"), text("b")) + row(number(1), number(2))),
        ods(row(number(1, 'table:number-columns-repeated="2"'), said='table:number-rows-repeated="2"')),
        PAGE,
    ],
    ids=["xls", "xls of Excel 95", "xlsb", "ods", "ods that repeats", "html"],
)
def test_cells_of_every_format(limit, content):
    limit(cells=4)
    read_ourselves(content)
    facts_of(content)
    limit(cells=3)
    with pytest.raises(Broken) as refused:
        if not read_ourselves(content):
            facts_of(content)
    assert refused.value.code == "too_large"


def test_characters_of_a_cell(limit):
    limit(cell_characters=5)
    with pytest.raises(WorkbookRefused, match="> 5 characters"):
        read_delimited(b"a,b\nc,defghi\n", "v.csv")
    with pytest.raises(Broken) as refused:
        read_hypertext(PAGE)
    assert refused.value.code == "too_large"


def confined(limit, code, **limits):
    """What a child that runs `code` is refused for."""
    limit(**limits)
    program = f"from etl.confine import confine_myself\nconfine_myself(may_write=False)\n{code}"
    child = subprocess.run([sys.executable, "-c", program], cwd=ROOT, capture_output=True, check=False)
    assert child.returncode != 0
    return child, refusal_for(child.returncode, child.stderr)


def test_memory_of_the_child(limit):
    _, refused = confined(limit, "bytearray(300_000_000)", child_memory_bytes=200_000_000)
    assert (refused.code, refused.message) == (too_much_memory().code, too_much_memory().message)
    assert (refused.code, refused.message) == ("too_large", "工作簿超过上限（> 200 MB RAM）；请拆分后再导入")


def test_computing_time_of_the_child(limit):
    child, refused = confined(limit, "while True: pass", child_cpu_seconds=1)
    assert is_out_of_time(child.returncode)
    assert (refused.code, refused.message) == ("too_large", "工作簿超过上限（> 1 s CPU）；请拆分后再导入")


def test_time_by_the_clock(limit, make_workbook, monkeypatch):
    limit(child_wall_seconds=1)
    slow = make_workbook(ROWS).with_name("python")
    slow.write_text("#!/bin/sh\nexec sleep 20\n", encoding="utf-8")
    slow.chmod(0o700)
    monkeypatch.setattr(sys, "executable", str(slow))
    assert refusal(make_workbook(ROWS).read_bytes()) == ("too_large", "工作簿超过上限（> 1 s）；请拆分后再导入")


@pytest.mark.parametrize(
    ("errors", "code"),
    [
        (b"memory allocation of 549755813888 bytes failed", "unsafe"),
        (b"memory allocation of 65536 bytes failed", "too_large"),
        (b"thread panicked at index out of bounds", "corrupt"),
        (b"", "corrupt"),
    ],
)
def test_a_child_that_gave_up(errors, code):
    assert refusal_for(-6, errors).code == code


def test_an_archive_within_its_limits_is_taken(make_workbook):
    check_archive(make_workbook(ROWS).read_bytes())
