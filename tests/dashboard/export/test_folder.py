"""A week's folder appears whole or not at all."""

import hashlib
import os

import orjson
import pytest

from dashboard.export.folder import ExportBusy, alone, new_folder, write_manifest


def make(exports, text, error=None):
    with alone(exports), new_folder(exports, "2026-W47") as folder:
        (folder / "a.png").write_text(text)
        write_manifest(folder, {"folder": "2026-W47"})
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
