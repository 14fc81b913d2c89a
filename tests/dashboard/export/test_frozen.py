"""What a week is told from is kept whole, or not at all."""

import os
from datetime import date

import pytest

from dashboard.export.kept import frozen
from dashboard.export.kept.frozen import freeze, frozen_day
from dashboard.export.kept.week import Week
from dashboard.export.shots.shot import SHIPPED
from etl.errors import WarehouseDamaged
from etl.places import REFERENCE, data_folder
from etl.warehouse import POINTER

WEEK, DAY = Week(2026, 47), date(2026, 11, 20)


@pytest.fixture
def versions():
    """Two versions, the first of which is current; their content does not matter here."""
    folder = data_folder() / "warehouse"
    folder.mkdir(parents=True)
    for name in ("v000001-aa", "v000002-bb"):
        (folder / f"{name}.duckdb").write_text(name, "utf-8")
    (folder / POINTER).write_text("v000001-aa\n", "utf-8")
    return folder


def test_the_first_export_of_a_week_says_what_it_is_told_from(versions, tmp_path):
    kept = freeze(WEEK, DAY, tmp_path)
    (versions / POINTER).write_text("v000002-bb\n", "utf-8")
    assert freeze(WEEK, date(2026, 11, 22), tmp_path) == kept
    assert frozen_day(kept) == DAY
    assert (kept / "warehouse" / POINTER).read_text() == "v000001-aa\n"
    assert (kept / "warehouse" / "v000001-aa.duckdb").read_text() == "v000001-aa"


def test_a_version_that_goes_while_it_is_kept_leaves_its_place_to_the_next(versions, tmp_path, monkeypatch):
    link = os.link

    def after_three_more_loads(source, target):
        if source.stem == "v000001-aa":
            (versions / POINTER).write_text("v000002-bb\n", "utf-8")
            source.unlink()
        link(source, target)

    monkeypatch.setattr(frozen.os, "link", after_three_more_loads)
    kept = freeze(WEEK, DAY, tmp_path)
    assert [path.name for path in sorted((kept / "warehouse").iterdir())] == [POINTER, "v000002-bb.duckdb"]
    assert (kept / "warehouse" / POINTER).read_text() == "v000002-bb\n"


def test_a_version_that_is_not_there_is_damage(versions, tmp_path):
    (versions / "v000001-aa.duckdb").unlink()
    with pytest.raises(WarehouseDamaged):
        freeze(WEEK, DAY, tmp_path)
    assert list((tmp_path / ".frozen").glob("*")) == []


def test_what_a_killed_export_had_begun_to_keep_is_removed(versions, tmp_path):
    (tmp_path / ".frozen" / ".2026-W46-123" / "warehouse").mkdir(parents=True)
    freeze(WEEK, DAY, tmp_path)
    assert [path.name for path in (tmp_path / ".frozen").iterdir()] == ["2026-W47"]


def test_definitions_and_shots_are_kept_as_they_come_with_the_software_or_as_the_office_has_them(versions, tmp_path):
    kept = freeze(WEEK, DAY, tmp_path)
    assert (kept / "reference" / "indicators.toml").read_bytes() == (REFERENCE / "indicators.toml").read_bytes()
    assert (kept / "shots.toml").read_bytes() == SHIPPED.read_bytes()
    (data_folder() / "shots.toml").write_text("# the office's\n", "utf-8")
    later = freeze(Week(2026, 48), date(2026, 11, 27), tmp_path)
    assert (later / "shots.toml").read_text("utf-8") == "# the office's\n"
