"""Drafts on the disk: what was dropped is there, whatever ends the process; limits and names; the background queue."""

import hashlib
import json
import os
import random
import signal
import subprocess
import sys
import time

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from etl import policy
from etl.draft import connect
from etl.errors import CooperationError
from etl.intake import arriving, queue
from etl.intake.drafts import open_drafts
from etl.intake.store import folder_of, intake_folder, write_durably
from etl.limits import forget_limits
from etl.places import data_folder
from etl.read.workbook import LONGEST_NAME, safe_name
from etl.warehouse import open_warehouse
from tests.conftest import ROOT, as_csv

VISITS = ["编号", "日期", "方向", "机构", "人数"]
KILLS = 40


def workbook(number):
    return as_csv([VISITS, [f"V{number}", "2024年5月7日", "赴港", "HKPC", number]])


@pytest.fixture(autouse=True)
def settings_read_again():
    yield
    policy.forget_policy()
    forget_limits()


def own(name, text):
    data_folder().mkdir(exist_ok=True)
    (data_folder() / name).write_text(text, encoding="utf-8")
    policy.forget_policy()
    forget_limits()


def work_until_killed(pipe):
    """Drops, answers, submits and withdraws without end; says what is done once it is said to be done."""

    def tell(line):
        os.write(pipe, json.dumps(line).encode() + b"\n")

    drafts = open_drafts()
    number = random.randrange(1_000_000)
    while True:
        draft_id = drafts.new("王")
        tell({"draft": draft_id})
        for _ in range(3):
            number += 1
            added = drafts.add(draft_id, f"{number}.csv", iter([workbook(number)[:40], workbook(number)[40:]]), "王")
            tell({"draft": draft_id, "added": added["sha256"]})
            name = f"机构{number}"
            drafts.answer(draft_id, "王", {"kind": "name", "table": "partners", "seen": name, "name": "香港大学"})
            tell({"draft": draft_id, "answered": name})
        drafts.remove(draft_id, added["sha256"], "王")
        tell({"draft": draft_id, "removed": added["sha256"]})


@pytest.mark.skipif(not hasattr(os, "fork"), reason="needs fork")
def test_what_was_said_to_be_there_is_there_after_any_kill():
    own("policy.toml", "drafts_per_person = 100000")
    chance = random.Random(5)
    said = []
    for _ in range(KILLS):
        read, write = os.pipe()
        child = os.fork()
        if child == 0:
            work_until_killed(write)
        os.close(write)
        time.sleep(chance.uniform(0.0, 0.25))
        os.kill(child, signal.SIGKILL)
        os.waitpid(child, 0)
        with os.fdopen(read, "rb") as pipe:
            said += [json.loads(line) for line in pipe if line.endswith(b"\n")]
    assert sum("added" in line for line in said) > KILLS
    drafts = open_drafts()
    there = {one["id"]: {book["sha256"] for book in one["workbooks"]} for one in drafts.listed()}
    removed = {(line["draft"], line["removed"]) for line in said if "removed" in line}
    last = {(line["draft"], line["added"]) for line in said if "added" in line} - removed
    for draft_id, digest in removed:
        assert digest not in there[draft_id]
    # The third workbook of a draft may be on its way out when the kill comes.
    gone = [(draft_id, digest) for draft_id, digest in last if digest not in there[draft_id]]
    assert len(gone) <= KILLS and all(len(there[draft_id]) == 2 for draft_id, _ in gone)
    for line in said:
        if "answered" in line:
            assert line["answered"] in [answer["seen"] for answer in drafts.answers(line["draft"])]
    for draft_id, digests in there.items():
        for digest in digests:
            content = (folder_of(draft_id) / digest).read_bytes()
            assert hashlib.sha256(content).hexdigest() == digest
    queue.start()
    queue.stop()
    left = [path.name for path in intake_folder().rglob("*.part")]
    assert left == [] and all((folder / "draft.json").exists() for folder in intake_folder().iterdir())


PUBLISH = """
import sys
from etl.intake.drafts import open_drafts
from etl.intake import queue
drafts = open_drafts()
queue.read_waiting()
print("ready", flush=True)
drafts.publish(sys.argv[1], "王")
print("published", flush=True)
"""


def test_a_publishing_that_is_killed_is_whole_or_nothing_and_the_draft_knows():
    drafts, chance, seen = open_drafts(), random.Random(7), set()
    for round_number in range(4):
        draft_id = drafts.new("王")
        books = [workbook(2 * round_number + n) for n in (1, 2)]
        digests = {drafts.add(draft_id, f"{n}.csv", [book], "王")["sha256"] for n, book in enumerate(books)}
        script = subprocess.Popen(
            [sys.executable, "-c", PUBLISH, draft_id], cwd=ROOT, stdout=subprocess.PIPE, stderr=subprocess.PIPE
        )
        assert script.stdout.readline() == b"ready\n"
        time.sleep(chance.uniform(0.1, 0.9) if round_number else 0.05)
        script.kill()
        said, complaint = script.communicate(timeout=60)
        assert b"Traceback" not in complaint
        (told,) = [one for one in settled(drafts) if one["id"] == draft_id]
        seen.add(told["state"])
        current = open_warehouse().current()
        loaded = set()
        if current:
            with connect(current, read_only=True) as connection:
                loaded = {digest for (digest,) in connection.execute("select sha256 from loads").fetchall()}
        assert digests <= loaded if told["state"] == "published" else not digests & loaded
        assert told["state"] == "published" or b"published" not in said
        drafts.withdraw(draft_id, "王") if told["state"] == "open" else None
    assert "open" in seen


def settled(drafts):
    time.sleep(0.3)  # the child ends with its parent
    return drafts.listed()


def test_the_queue_reads_in_a_process_of_its_own_and_goes_on_after_a_restart():
    drafts = open_drafts()
    draft_id = drafts.new("王")
    drafts.add(draft_id, "a.csv", [workbook(1)], "王")
    assert drafts.summary(draft_id, "en")["workbooks"][0]["status"] == "waiting"
    queue.start()
    try:
        wait_for(lambda: drafts.summary(draft_id, "en")["is_ready"])
        drafts.add(draft_id, "b.csv", [workbook(2)], "王")
    finally:
        queue.stop()
    assert drafts.summary(draft_id, "en")["workbooks"][0]["status"] == "checked"
    queue.start()
    try:
        wait_for(lambda: drafts.summary(draft_id, "en")["is_ready"])
        drafts.add(draft_id, "c.xlsx", [b"PK\x03\x04 not really"], "王")
        wait_for(lambda: drafts.summary(draft_id, "en")["workbooks"][2]["status"] == "failed")
    finally:
        queue.stop()
    drafts.add(draft_id, "d.csv", [workbook(3)], "王")
    queue.read_waiting()  # also without the thread
    assert drafts.summary(draft_id, "en")["workbooks"][3]["status"] == "checked"
    assert not list((data_folder() / "trials").iterdir())
    refusal = drafts.summary(draft_id, "zh-Hant")["workbooks"][2]["refusal"]
    assert refusal["code"] == "corrupt" and refusal["message"].startswith("活頁簿已損壞")


def wait_for(is_so, seconds=30):
    end = time.monotonic() + seconds
    while not is_so():
        assert time.monotonic() < end
        time.sleep(0.05)


def test_limits_are_said():
    drafts = open_drafts()
    draft_id = drafts.new("王")
    own("limits.toml", "file_bytes = 100")
    with pytest.raises(CooperationError):
        drafts.add(draft_id, "a.csv", iter([b"x" * 60, b"x" * 60]), "王")
    with pytest.raises(CooperationError):
        drafts.add(draft_id, "a.csv", iter([]), "王")
    own("limits.toml", "")
    own("policy.toml", "upload_files_at_once = 1\ndrafts_per_person = 1")
    drafts.add(draft_id, "a.csv", [workbook(1)], "王")
    with pytest.raises(CooperationError):
        drafts.add(draft_id, "b.csv", [workbook(2)], "王")
    with pytest.raises(CooperationError):
        drafts.new("王")
    drafts.new("李")
    with pytest.raises(CooperationError):
        drafts.add(draft_id, "b.csv", [workbook(2)], "李")  # somebody else's
    own("policy.toml", f"least_free_disk = {10**18}")
    with pytest.raises(CooperationError):
        drafts.new("张")
    with pytest.raises(CooperationError):
        arriving.check_room(0)
    names = {path.name for path in folder_of(draft_id).iterdir()} - {"lock"}
    assert names == {"draft.json", hashlib.sha256(workbook(1)).hexdigest()}


def test_a_drafts_folder_is_nobody_elses_and_no_id_is_a_path():
    drafts = open_drafts()
    draft_id = drafts.new("王")
    drafts.add(draft_id, "../../etc/passwd", [workbook(1)], "王")
    assert drafts.listed()[0]["workbooks"][0]["name"] == "passwd"
    folder = folder_of(draft_id)
    assert folder.stat().st_mode & 0o777 == 0o700
    assert {path.stat().st_mode & 0o777 for path in folder.iterdir()} == {0o600}
    for wrong in ("..", "../x", "", "0" * 16, draft_id.upper() + "x", f"../intake/{draft_id}"):
        with pytest.raises(CooperationError):
            drafts.summary(wrong, "en")
    for digest in ("0" * 64, "draft", "../draft.json"):
        with pytest.raises(CooperationError):
            drafts.remove(draft_id, digest, "王")


def test_a_drop_that_breaks_off_leaves_nothing():
    drafts = open_drafts()
    draft_id = drafts.new("王")

    def breaking():
        yield b"half"
        raise ConnectionError

    with pytest.raises(CooperationError):
        drafts.add(draft_id, "a.csv", breaking(), "王")
    assert {path.name for path in folder_of(draft_id).iterdir()} == {"draft.json"}
    with pytest.raises(OSError, match="full"):
        write_durably(folder_of(draft_id) / "x", (raise_full() for _ in (1,)))
    assert {path.name for path in folder_of(draft_id).iterdir()} == {"draft.json"}


def raise_full():
    raise OSError("full")


def test_a_withdrawn_draft_keeps_no_workbook():
    drafts = open_drafts()
    draft_id = drafts.new("王")
    digest = drafts.add(draft_id, "a.csv", [workbook(1)], "王")["sha256"]
    drafts.withdraw(draft_id, "王")
    assert drafts.listed()[0]["state"] == "withdrawn"
    assert not (folder_of(draft_id) / digest).exists()
    with pytest.raises(CooperationError):
        drafts.changes(draft_id, "en")


@settings(max_examples=50, deadline=None)
@given(st.text(max_size=300))
def test_names_are_one_line_that_can_be_seen(name):
    shown = safe_name(name)
    assert 0 < len(shown) <= LONGEST_NAME
    assert "/" not in shown and "\\" not in shown and "\n" not in shown
    assert not any(ord(letter) < 32 or 0x202A <= ord(letter) <= 0x202E or ord(letter) == 0x200B for letter in shown)
    assert safe_name(shown) == shown


def test_a_long_name_keeps_its_ending():
    assert safe_name("台" * 200 + "\u202exslx.xlsx").endswith("….xlsx")
