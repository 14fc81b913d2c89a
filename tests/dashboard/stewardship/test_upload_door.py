"""The door of workbooks: what is refused before a byte is read, what is counted while it streams, what is left over."""

from collections import namedtuple
from functools import partial

import pytest

from dashboard.stewardship import upload_door, upload_drafts
from dashboard.stewardship.upload_quota import Quota
from etl.errors import CooperationError
from etl.limits import LIMITS
from etl.places import data_folder
from etl.policy import POLICY
from tests.dashboard.stewardship.client import ANALYST, OTHER, PUBLISHER, VIEWER
from tests.dashboard.stewardship.client import ask as ask_as

ask = partial(ask_as, who=ANALYST)
Usage = namedtuple("Usage", "total used free")
DRAFT = "0123456789abcdef"
WORKBOOKS = f"drafts/{DRAFT}/workbooks"


class Kept:
    """Stands for the drafts: one of `mei`; keeps what is added."""

    def __init__(self):
        self.entry = {"id": DRAFT, "by": "mei", "at": "2026-11-22T09:00:00+08:00", "state": "open", "workbooks": []}
        self.added = []
        self.fails = False

    def add(self, draft_id, name, stream, by):
        if self.fails:
            raise CooperationError("the disk is full")
        self.added.append((draft_id, name, b"".join(stream), by))
        return {"sha256": "00", "name": name, "bytes": len(self.added[-1][2])}


@pytest.fixture
def kept(monkeypatch):
    """The drafts, with nobody's hour begun."""
    drafts = Kept()
    monkeypatch.setattr(upload_door, "drafts", lambda: drafts)
    monkeypatch.setattr(upload_drafts, "_entry", lambda _: drafts.entry)
    monkeypatch.setattr(upload_door, "_quota", Quota())
    return drafts


def put(parts=(b"abc", b"def"), **options):
    return ask("PUT", WORKBOOKS, parts=list(parts), **{"name": "visits.xlsx", **options})


def left_over():
    return [path for path in data_folder().rglob("*") if path.is_file()]


def test_a_workbook_is_streamed_into_the_draft(kept):
    got = put(length="6")
    assert (got.status, got.json) == (200, {"sha256": "00", "name": "visits.xlsx", "bytes": 6})
    assert kept.added == [(DRAFT, "visits.xlsx", b"abcdef", "mei")]
    assert got.headers["cache-control"] == "no-store"
    assert left_over() == []


@pytest.mark.parametrize(("who", "status"), [(None, 401), (VIEWER, 403), (OTHER, 404), (PUBLISHER, 404)])
def test_only_the_author_may_add_and_others_are_not_read(kept, who, status):
    got = put(who=who, length="6")
    assert (got.status, got.read, kept.added) == (status, 0, [])
    assert got.headers["connection"] == "close"


@pytest.mark.parametrize("name", ["", "   ", "x" * 256, "a\0b.xlsx"])
def test_a_name_that_is_none_is_refused_unread(kept, name):
    got = put(name=name)
    assert (got.status, got.read) == (400, 0)
    assert got.message.startswith("The file's name is empty or too long (at most 255 characters)")


@pytest.mark.parametrize(
    ("length", "status"), [("50000001", 413), ("-1", 400), ("six", 400), ("\u0666", 400), ("9" * 30, 413)]
)
def test_the_stated_length_is_looked_at_before_a_byte(kept, length, status):
    got = put(length=length) if length.isascii() else put(length="\u00b2")
    assert (got.status, got.read, kept.added) == (status, 0, [])


@pytest.mark.parametrize("length", [None, "6"])
def test_what_is_longer_than_it_may_be_is_stopped(kept, monkeypatch, length):
    monkeypatch.setitem(LIMITS.__dict__, "file_bytes", 10)
    got = put([b"12345", b"67890", b"x", b"y"], length=length)
    assert (got.status, kept.added) == (413, [])
    assert got.read <= 3
    assert left_over() == []


def test_a_sender_who_leaves_half_way_leaves_nothing(kept):
    put([b"half of a"], is_gone=True)
    assert kept.added == []
    assert left_over() == []


def test_a_disk_that_is_almost_full_takes_nothing(kept, monkeypatch):
    monkeypatch.setattr(upload_door.shutil, "disk_usage", lambda _: Usage(10**12, 0, POLICY.least_free_disk + 11))
    got = put(length="6")
    assert (got.status, got.read) == (507, 0)
    assert put(length="5", parts=[b"abcde"]).status == 200


def test_an_hour_holds_so_many_files_and_bytes(kept, monkeypatch):
    monkeypatch.setitem(POLICY.__dict__, "upload_files_per_hour", 3)
    monkeypatch.setitem(POLICY.__dict__, "upload_bytes_per_hour", 11)
    assert [put(length="6").status, put(length="6").status, put([b"abcde"], length="5").status] == [200, 429, 200]
    refused = put(length="6")
    assert refused.read == 0
    assert refused.message == "At most 3 files and 0 MB an hour can be uploaded; try again later"
    # Somebody else has an hour of their own.
    kept.entry["by"] = OTHER.name
    assert put(length="6", who=OTHER).status == 200


def test_a_draft_holds_so_many_workbooks(kept, monkeypatch):
    monkeypatch.setitem(POLICY.__dict__, "upload_files_at_once", 1)
    kept.entry["workbooks"] = [{"name": "one.xlsx"}]
    got = put(length="6")
    assert (got.status, got.read) == (409, 0)


def test_a_draft_that_waits_takes_no_more(kept):
    kept.entry["state"] = "waiting"
    got = put(length="6")
    assert (got.status, got.read) == (409, 0)


def test_what_the_draft_refuses_is_a_sentence_and_gives_the_bytes_back(kept, monkeypatch):
    monkeypatch.setitem(POLICY.__dict__, "upload_bytes_per_hour", 6)
    kept.fails = True
    assert put(length="6").message == "the disk is full"
    kept.fails = False
    assert put(length="6").status == 200


def test_nobody_sends_slowly_for_ever(kept, monkeypatch):
    monkeypatch.setattr(upload_door, "PATIENCE", 0.01)
    got = put([b"abc"], length="6", is_stuck=True)
    assert (got.status, kept.added) == (408, [])
    assert left_over() == []


def test_our_own_mistake_is_a_number_and_no_trace(kept, monkeypatch):
    monkeypatch.setattr(kept, "add", lambda *_: 1 / 0)
    got = put(length="6")
    assert got.status == 500
    assert "ZeroDivision" not in got.message
    assert left_over() == []


def test_the_hour_goes_by():
    clock = [0.0]
    quota = Quota(lambda: clock[0])

    def is_taken(at, size=5):
        clock[0] = at
        return quota.take(ANALYST.name, size, most_files=2, most_bytes=10) is not None

    assert [is_taken(0.0), is_taken(1.0), is_taken(2.0), is_taken(3599.0), is_taken(3600.0)] == [
        True, True, False, False, True
    ]  # fmt: skip
    assert [is_taken(3601.0, 6), is_taken(3601.0, 5)] == [False, True]


def test_a_body_without_a_stated_length_counts_what_it_was(kept, monkeypatch):
    monkeypatch.setitem(LIMITS.__dict__, "file_bytes", 10)
    monkeypatch.setitem(POLICY.__dict__, "upload_bytes_per_hour", 16)
    # Of what is not announced ten bytes are held back, of which six came.
    assert [put().status, put().status, put().status] == [200, 200, 429]
    assert put([b"abcd"], length="4").status == 200


def test_a_trickle_ends_too(kept, monkeypatch):
    monkeypatch.setattr(upload_door, "PATIENCE", 0.2)
    monkeypatch.setattr(upload_door, "LEAST_SPEED", 10**9)
    got = put([b"a"] * 50, length="50", pause=0.01)
    assert (got.status, kept.added) == (408, [])
