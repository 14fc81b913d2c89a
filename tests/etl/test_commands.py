"""`python -m etl …` as scripts see it: exit status, standard output, one sentence on standard error."""

import json
import re

import pytest

from etl.__main__ import main
from etl.commands import load as commands
from tests.conftest import ROOT, run

HAN = re.compile("[\u4e00-\u9fff]")
VISITS = [["编号", "日期", "方向", "机构", "人数"], ["V1", "2024年5月7日", "赴港", "HKPC", 3]]
INTENTS = [["编号", "签约日期", "项目名称", "阶段", "金额（万元）"], ["I1", "2024年5月7日", "甲", "意向", "1.5"]]


@pytest.fixture
def visits(make_workbook):
    return make_workbook(VISITS, name="visits.xlsx")


@pytest.fixture
def picture(tmp_path):
    path = tmp_path / "picture.xlsx"
    path.write_bytes(b"\x89PNG\r\n\x1a\n")
    return path


def test_load_check_loads_undo(visits, tmp_path):
    assert run("check", visits).returncode == 0
    assert not (tmp_path / "data").exists()
    done = run("load", visits, "--by", "王")
    assert (done.returncode, done.stdout) == (0, "")
    assert "已导入 1 个工作簿" in done.stderr
    again = run("load", visits)
    assert again.returncode == 0
    assert "没有变化" in again.stderr
    (load,) = json.loads(run("loads", "--json").stdout)
    assert load["by"] == "王"
    done = run("undo", "1")
    assert (done.returncode, done.stdout) == (0, "")
    (load,) = json.loads(run("loads", "--json").stdout)
    assert load["state"] == "undone"
    gone = run("undo", "1")
    assert (gone.returncode, gone.stdout, len(gone.stderr.splitlines())) == (1, "", 1)


def test_loads_json(visits, make_workbook):
    assert json.loads(run("loads", "--json").stdout) == []
    assert run("loads").stderr.splitlines() == ["还没有导入批次"]
    run("load", visits, "--by", "a")
    run("load", make_workbook([*VISITS, ["V2", "2024年2月30日", "赴港", "HKPC", 3]], name="更正.xlsx"), "--by", "b")
    newest, oldest = json.loads(run("loads", "--json").stdout)
    assert list(newest) == ["id", "at", "by", "workbook", "sha256", "rows", "state", "series"]
    assert (newest["id"], newest["by"], newest["workbook"], newest["state"]) == (2, "b", "更正.xlsx", "active")
    assert newest["rows"] == {"added": 0, "changed": 0, "unchanged": 1, "rejected": 1}
    assert oldest["rows"] == {"added": 1, "changed": 0, "unchanged": 0, "rejected": 0}
    assert (newest["series"], oldest["series"]) == (1, 1)
    assert re.fullmatch(r"\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\+08:00", newest["at"])
    assert re.fullmatch("[0-9a-f]{64}", newest["sha256"])
    assert len(run("loads").stdout.splitlines()) == 2


def test_json_is_one_document_and_nothing_else(visits, make_workbook, picture):
    for command in ("check", "load"):
        done = run(command, visits, picture, "--json")
        document = json.loads(done.stdout)
        good, bad = document if command == "check" else document["workbooks"]
        assert done.returncode == (0 if command == "check" else 1)
        assert (good["verdict"], bad["verdict"], bad["refusal"]["code"]) == ("accepted", "refused", "not_a_spreadsheet")
        assert good["rows"]["visits"][0]["start_date"] == "2024-05-07"
        assert bad["rows"] == {"visits": [], "intents": [], "talent_flows": []}
    (checked,) = json.loads(run("check", make_workbook(INTENTS), "--json").stdout)
    (row,) = checked["rows"]["intents"]
    assert (row["amount_low"], row["currency"], row["partners"], row["sector"]) == (15000, "CNY", [], None)
    assert list(checked) == ["workbook", "sha256", "verdict", "refusal", "tables", "skipped", "rows", "problems"]
    loaded = json.loads(run("load", visits, "--json").stdout)
    assert (loaded["loads"], loaded["new"]) == ([1], True)
    (workbook,) = loaded["workbooks"]
    assert (workbook["load"], workbook["series"], workbook["changes"], workbook["change_count"]) == (1, 1, [], 0)


def test_what_changed_is_said_with_its_cell(visits, make_workbook):
    run("load", visits)
    rows = [["编号", "日期", "方向", "机构", "人数"], ["V1", "2024年5月8日", "赴港", "HKPC", ""]]
    done = run("load", make_workbook(rows, name="更正.xlsx"), "--json", LANG="en")
    (workbook,) = json.loads(done.stdout)["workbooks"]
    assert workbook["change_count"] == 1
    assert workbook["changes"] == [
        {
            "load": 2,
            "workbook": "更正.xlsx",
            "table": "visits",
            "id": "V1",
            "sheet": "台账",
            "row_number": 2,
            "columns": {
                "start_date": {"cell": "B2", "old": "2024-05-07", "new": "2024-05-08"},
                "end_date": {"cell": "B2", "old": "2024-05-07", "new": "2024-05-08"},
                "participants": {"cell": "E2", "old": 3, "new": None},
            },
        }
    ]
    assert "a newer version of the workbook of load 1" in done.stderr
    assert "台账!2 (visits V1) changed: start_date 2024-05-07 → 2024-05-08; end_date" in done.stderr
    assert "participants 3 → —" in done.stderr


def test_twenty_changes_are_told_and_all_are_in_the_document(make_workbook):
    def rows(participants):
        return [VISITS[0], *([f"V{n}", "2024年5月7日", "赴港", "HKPC", participants] for n in range(25))]

    run("load", make_workbook(rows(3), name="a.xlsx"))
    done = run("load", make_workbook(rows(4), name="b.xlsx"), "--json", LANG="en")
    assert done.stderr.count(" changed: ") == 20
    assert "… and 5 more rows changed" in done.stderr
    (workbook,) = json.loads(done.stdout)["workbooks"]
    assert (len(workbook["changes"]), workbook["change_count"]) == (25, 25)


def test_a_workbook_that_was_loaded_is_not_read(visits, make_workbook, monkeypatch, capsys):
    assert main(["load", str(visits)]) == 0
    other = make_workbook([VISITS[0], ["V2", "2024年6月7日", "赴港", "HKUST", 4]], name="other.xlsx")
    read = []
    check = commands.check_path
    monkeypatch.setattr(commands, "check_path", lambda path, *known: read.append(path) or check(path, *known))
    capsys.readouterr()
    assert main(["load", str(visits), "--json"]) == 0
    said = capsys.readouterr()
    document = json.loads(said.out)
    assert (read, document["loads"], document["new"]) == ([], [], False)
    (workbook,) = document["workbooks"]
    assert (workbook["verdict"], workbook["already_loaded"], workbook["tables"]) == ("accepted", 1, [])
    assert workbook["rows"] == {"visits": [], "intents": [], "talent_flows": []}
    assert "visits.xlsx：已作为导入批次 1 导入过" in said.err
    # beside a new one only that one is read
    assert main(["load", str(visits), str(other)]) == 0
    assert read == [other]
    # what was undone is read again
    main(["undo", "1"])
    assert main(["load", str(visits)]) == 0
    assert read == [other, visits]


def test_a_wrong_file_gets_one_sentence_and_3(picture, tmp_path):
    wrong = {"empty.xlsx": b"", "text.txt": "今天开会。".encode(), "table.csv": "学生,班级\n甲,一班\n".encode()}
    for name, content in wrong.items():
        (tmp_path / name).write_bytes(content)
    for path in (picture, *(tmp_path / name for name in wrong)):
        for command in ("check", "load"):
            done = run(command, path)
            assert (done.returncode, done.stdout) == (3, ""), path.name
            assert len(done.stderr.splitlines()) == 1
            assert done.stderr.startswith(path.name)
    assert not (tmp_path / "data" / "warehouse").exists()


def test_one_refused_workbook_stops_all(visits, picture):
    done = run("load", visits, picture)
    assert done.returncode == 1
    assert "没有导入任何工作簿" in done.stderr
    assert json.loads(run("loads", "--json").stdout) == []


def test_nothing_to_load_is_3(make_workbook):
    path = make_workbook([VISITS[0], ["V1", "2024年2月30日", "赴港", "HKPC", 3]])
    done = run("load", path)
    assert done.returncode == 3
    assert "2024年2月30日" in done.stderr
    assert json.loads(run("loads", "--json").stdout) == []


@pytest.mark.parametrize("wrong", [[], ["frobnicate"], ["load"], ["undo", "eins"], ["check", "a.xlsx", "--nonsense"]])
def test_wrong_arguments_are_2(wrong):
    done = run(*wrong)
    assert (done.returncode, done.stdout) == (2, "")


def test_what_is_not_there_is_1(tmp_path):
    for arguments in (["check", tmp_path / "no.xlsx"], ["load", tmp_path], ["undo", "7"]):
        done = run(*arguments)
        assert (done.returncode, done.stdout, len(done.stderr.splitlines())) == (1, "", 1), arguments
    done = run("loads", COOPERATION_WAREHOUSE="ducklake:postgres:x")
    assert (done.returncode, len(done.stderr.splitlines())) == (1, 1)


def test_a_damaged_warehouse_is_1(visits, tmp_path):
    run("load", visits)
    (version,) = (tmp_path / "data" / "warehouse").glob("v*.duckdb")
    version.write_bytes(b"broken" * 10_000)
    for arguments in (["loads"], ["load", ROOT / "data" / "samples" / "intents.xlsx"], ["undo", "1"]):
        done = run(*arguments)
        assert (done.returncode, done.stdout) == (1, ""), arguments
        assert version.stem in done.stderr
    done = run("delegations", module="dashboard.values")
    assert (done.returncode, done.stdout, len(done.stderr.splitlines())) == (1, "", 1)


@pytest.mark.parametrize(
    ("environment", "expected"),
    [
        ({}, "不是电子表格"),
        ({"LANG": "zh_CN.UTF-8"}, "不是电子表格"),
        ({"LANG": "zh_HK.UTF-8"}, "這不是試算表"),
        ({"LANG": "zh_CN.UTF-8", "LC_ALL": "en_GB.UTF-8"}, "not a spreadsheet"),
        ({"LC_MESSAGES": "zh_TW.UTF-8", "LANG": "en_US.UTF-8"}, "這不是試算表"),
        ({"LANG": "C.UTF-8"}, "不是电子表格"),
    ],
)
def test_messages_are_in_the_language_of_the_locale(picture, environment, expected):
    done = run("load", picture, **environment)
    assert expected in done.stderr
    assert bool(HAN.search(done.stderr)) == ("不是" in expected)


def test_a_name_that_is_no_text_is_no_reason_to_stop(tmp_path):
    path = tmp_path / b"\xff\xfe.csv".decode("utf-8", "surrogateescape")
    path.write_bytes("编号,日期,机构\nV1,2024-05-07,HKPC\n".encode())
    done = run("load", path, "--json")
    assert done.returncode == 0
    assert json.loads(done.stdout)["workbooks"][0]["workbook"] == "??.csv"


def test_numbers_beyond_all_bounds_are_problems(make_workbook):
    path = make_workbook([VISITS[0], ["V1", "2024年5月7日", "赴港", "HKPC", 1e300], ["V2", 1e300, "赴港", "HKPC", 3]])
    done = run("load", path, "--json")
    assert done.returncode == 0
    assert [p["code"] for p in json.loads(done.stdout)["workbooks"][0]["problems"]] == ["bad_number", "bad_date"]


def test_the_sentences_are_complete():
    import tomllib

    with (ROOT / "etl" / "messages.toml").open("rb") as file:
        sentences = tomllib.load(file)
    for code, said in sentences.items():
        assert list(said) == ["zh-Hans", "zh-Hant", "en"], code
        assert not HAN.search(said["en"]), code
        assert len({frozenset(re.findall(r"\{\w+\}", text)) for text in said.values()} - {frozenset()}) <= 1, code
