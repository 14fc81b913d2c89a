"""A week's folder appears whole or not at all."""

import hashlib
import os

import orjson
import pytest

from dashboard.export.kept import folder
from dashboard.export.kept.folder import ExportBusy, alone, new_folder, write_manifest


def make(exports, text, error=None):
    with alone(exports), new_folder(exports, "2026-W47") as made:
        (made / "a.png").write_text(text)
        write_manifest(made, {"folder": "2026-W47"})
        if error:
            raise error


def seen(exports):
    return sorted(path.name for path in exports.iterdir() if not path.name.startswith(".lock"))


def test_it_appears_at_the_end(tmp_path):
    make(tmp_path, "one")
    assert seen(tmp_path) == ["2026-W47"]
    manifest = orjson.loads((tmp_path / "2026-W47" / "manifest.json").read_bytes())
    assert manifest["files"] == {"a.png": {"sha256": hashlib.sha256(b"one").hexdigest(), "bytes": 3}}


def test_what_fails_leaves_the_last_good_one(tmp_path):
    make(tmp_path, "one")
    with pytest.raises(OSError, match="disk"):
        make(tmp_path, "two", OSError("disk full"))
    assert seen(tmp_path) == ["2026-W47"]
    assert (tmp_path / "2026-W47" / "a.png").read_text() == "one"


def test_a_later_one_takes_its_place(tmp_path):
    make(tmp_path, "one")
    make(tmp_path, "two")
    assert seen(tmp_path) == ["2026-W47"]
    assert (tmp_path / "2026-W47" / "a.png").read_text() == "two"


def test_one_runs_at_a_time(tmp_path):
    with alone(tmp_path), pytest.raises(ExportBusy), alone(tmp_path):
        pass


def test_what_a_killed_one_left_is_put_right(tmp_path):
    make(tmp_path, "one")
    # Killed between the two renames, and another while it wrote.
    os.replace(tmp_path / "2026-W47", tmp_path / ".before-12")
    (tmp_path / ".making-34").mkdir()
    with alone(tmp_path):
        pass
    assert seen(tmp_path) == ["2026-W47"]
    assert (tmp_path / "2026-W47" / "a.png").read_text() == "one"


def test_the_week_of_before_is_there_until_the_new_one_is(tmp_path, monkeypatch):
    make(tmp_path, "one")
    replace, gone = os.replace, []

    def watched(source, target):
        replace(source, target)
        gone.append(not (tmp_path / "2026-W47").exists())

    monkeypatch.setattr(os, "replace", watched)
    make(tmp_path, "two")
    assert (tmp_path / "2026-W47" / "a.png").read_text() == "two"
    assert not any(gone)


def test_where_folders_cannot_be_swapped_a_failed_rename_brings_the_old_one_back(tmp_path, monkeypatch):
    make(tmp_path, "one")
    monkeypatch.setattr(folder, "_swap", lambda one, other: False)
    make(tmp_path, "two")
    assert (tmp_path / "2026-W47" / "a.png").read_text() == "two"
    replace = os.replace

    def full(source, target):
        if ".making" in str(source):
            raise OSError(28, "No space left on device")
        replace(source, target)

    monkeypatch.setattr(os, "replace", full)
    with pytest.raises(OSError, match="No space left"):
        make(tmp_path, "three")
    assert seen(tmp_path) == ["2026-W47"]
    assert (tmp_path / "2026-W47" / "a.png").read_text() == "two"


@pytest.mark.parametrize("manifest", [None, b"", b'{"folder"', b"[]", b"{}"])
def test_what_was_killed_while_it_was_removed_is_removed(tmp_path, manifest):
    make(tmp_path, "one")
    (tmp_path / ".before-12").mkdir()
    if manifest is not None:
        (tmp_path / ".before-12" / "manifest.json").write_bytes(manifest)
    make(tmp_path, "two")
    assert seen(tmp_path) == ["2026-W47"]


def test_who_is_not_ready_puts_nothing_in_place(tmp_path):
    make(tmp_path, "one")

    def refuse():
        raise ExportBusy("another one")

    with pytest.raises(ExportBusy), new_folder(tmp_path, "2026-W47", refuse) as draft:
        (draft / "a.png").write_text("two")
    assert seen(tmp_path) == ["2026-W47"]
    assert (tmp_path / "2026-W47" / "a.png").read_text() == "one"
