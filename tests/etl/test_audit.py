"""The audit log: one altered byte, a line taken out, lines swapped, an end cut off – each is found."""

import os
import stat
import threading

import orjson
import pytest

from etl import audit
from etl.errors import CooperationError
from tests.conftest import run


@pytest.fixture
def folder():
    audit.record("load", "陈", "1", workbook="台账.xlsx")
    audit.record("undo", "李", "1")
    audit.record("sign_in", "李", "", address="127.0.0.1")
    return audit.audit_folder()


def codes():
    return [damage["code"] for damage in audit.verify()]


def test_entries_say_who_did_what_newest_first(folder):
    assert [(e["number"], e["action"], e["by"], e["about"], e["detail"]) for e in audit.entries()] == [
        (3, "sign_in", "李", "", {"address": "127.0.0.1"}),
        (2, "undo", "李", "1", {}),
        (1, "load", "陈", "1", {"workbook": "台账.xlsx"}),
    ]
    assert [entry["number"] for entry in audit.entries(1, 1)] == [2]
    assert audit.verify() == []


def test_nothing_yet_is_whole():
    assert (audit.verify(), audit.entries(), audit.count()) == ([], [], 0)


def test_only_the_office_reads_it(folder):
    assert stat.S_IMODE(os.stat(folder).st_mode) == 0o700
    assert {stat.S_IMODE(os.stat(folder / name).st_mode) for name in ("log.jsonl", "head.json")} == {0o600}


@pytest.mark.parametrize("name", ["log.jsonl", "head.json"])
def test_every_altered_byte_is_found(folder, name):
    path = folder / name
    whole = path.read_bytes()
    for place, byte in enumerate(whole):
        for other in (byte ^ 1, ord(" "), ord("\n")):
            if other != byte:
                path.write_bytes(whole[:place] + bytes([other]) + whole[place + 1 :])
                assert audit.verify(), (place, other)
    path.write_bytes(whole)
    assert audit.verify() == []


def test_a_line_taken_out_is_found(folder):
    path = folder / "log.jsonl"
    first, second, third = path.read_bytes().splitlines(keepends=True)
    for left, found in (
        (second + third, ["audit_missing"]),
        (first + third, ["audit_missing"]),
        (first + second, ["audit_cut"]),
        (first, ["audit_cut"]),
        (b"", ["audit_cut"]),
        (second + first + third, ["audit_missing"] * 3),
        (first + second + second + third, ["audit_missing"]),
        (first + second + third[:-1], ["audit_cut"]),
    ):
        path.write_bytes(left)
        assert codes() == found, left
    path.unlink()
    assert codes() == ["audit_cut"]


def test_what_was_found_stays_found(folder):
    """The next entry does not heal a log that was cut."""
    path = folder / "log.jsonl"
    lines = path.read_bytes().splitlines(keepends=True)
    path.write_bytes(lines[0] + lines[1])
    audit.record("undo", "李", "2")
    assert codes() == ["audit_missing"]
    assert [entry["number"] for entry in audit.entries()] == [4, 2, 1]


def test_a_lost_head_is_found_and_stays_found(folder):
    (folder / "head.json").unlink()
    assert codes() == ["audit_head"]
    audit.record("undo", "李", "2")
    assert codes() == ["audit_missing"]


def test_stopped_between_line_and_head(folder):
    """The line is whole, so the entry is there; the next one goes on from it."""
    head = (folder / "head.json").read_bytes()
    audit.record("undo", "李", "2")
    (folder / "head.json").write_bytes(head)
    assert codes() == []
    audit.record("undo", "李", "3")
    assert [entry["number"] for entry in audit.entries()] == [5, 4, 3, 2, 1]
    assert codes() == []


def test_stopped_within_a_line(folder):
    """Half a line was never acknowledged; the next entry takes its place."""
    with (folder / "log.jsonl").open("ab") as file:
        file.write(b'{"about":"4","act')
    assert codes() == []
    audit.record("undo", "李", "4")
    assert [entry["number"] for entry in audit.entries()] == [4, 3, 2, 1]
    assert codes() == []


def test_many_at_once_make_one_chain():
    threads = [threading.Thread(target=audit.record, args=("export", f"{n}", "w")) for n in range(12)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert audit.verify() == []
    assert {entry["by"] for entry in audit.entries()} == {f"{n}" for n in range(12)}


def test_long_texts_are_cut_and_strange_ones_written():
    audit.record("edit", "陈\ud800", "甲" * 1000, rows=list(range(100)), path=os)
    (entry,) = audit.entries()
    assert (entry["by"], len(entry["about"]), len(entry["detail"]["rows"])) == ("陈?", 300, 40)
    assert audit.verify() == []


def test_an_action_that_there_is_not():
    with pytest.raises(ValueError):
        audit.record("forget", "陈", "")


def test_a_log_that_cannot_be_written_is_said(folder):
    (folder / "log.jsonl").unlink()
    (folder / "log.jsonl").mkdir()
    with pytest.raises(CooperationError, match="操作记录写不进去"):
        audit.record("load", "陈", "2")


def test_the_command(folder):
    done = run("audit", "verify", "--json")
    assert (done.returncode, orjson.loads(done.stdout)) == (0, {"ok": True, "entries": 3, "damaged": []})
    assert "3" in run("audit", "verify").stderr
    path = folder / "log.jsonl"
    path.write_bytes(path.read_bytes().replace("陈".encode(), "李".encode()))
    done = run("audit", "verify")
    assert done.returncode == 1
    assert "第 1 行" in done.stderr
