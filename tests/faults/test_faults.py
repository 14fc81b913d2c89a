"""A few runs of the fault campaign, with faults whose end is known beforehand; `make faults` makes hundreds."""

import os
import shutil
import sys

import pytest
from PIL import Image, ImageChops

from dashboard.export.shooting.browser import browser_path
from tests.faults.of_the_browser import LATIN_FONTS, LATIN_ONLY, PRELOAD
from tests.faults.of_the_machine import mount
from tests.faults.office import Office
from tests.faults.performing import perform
from tests.faults.run import Run
from tests.faults.watching import Watcher

pytestmark = pytest.mark.skipif(sys.platform != "linux", reason="looks at processes as Linux shows them")


@pytest.fixture(scope="module")
def office(tmp_path_factory):
    """One page, exported once without any fault."""
    made = Office(tmp_path_factory.mktemp("faults") / "office", ("visits",))
    made.open(with_later=False)
    return made


def made(office, tmp_path, fault, name):
    outcome = perform(name, fault, 0, 5, office, tmp_path)
    assert (outcome.wrong, outcome.leftovers, outcome.broken) == ([], [], [])
    return outcome


def test_no_font_is_said_before_anything_is_drawn(office, tmp_path):
    def no_font(run: Run) -> None:
        config = run.folder / "fonts.conf"
        config.write_text(LATIN_ONLY.format(fonts=LATIN_FONTS, cache=run.folder), encoding="utf-8")
        run.environment["FONTCONFIG_FILE"] = str(config)

    outcome = made(office, tmp_path, no_font, "no_font")
    assert outcome.result == "refused"
    assert "fonts-noto-cjk" in outcome.sentence


def test_a_browser_that_finds_no_font_draws_no_squares_for_leaders(office, tmp_path):
    """The machine has the fonts, the browser does not see them."""

    def blind(run: Run) -> None:
        browser = browser_path()
        assert browser
        config, wrapper = run.folder / "fonts.conf", run.folder / browser.name
        config.write_text(LATIN_ONLY.format(fonts=LATIN_FONTS, cache=run.folder), encoding="utf-8")
        wrapper.write_text(f'#!/bin/sh\nFONTCONFIG_FILE={config} exec {browser} "$@"\n', encoding="utf-8")
        wrapper.chmod(0o755)
        run.environment["PATH"] = f"{run.folder}:{run.environment['PATH']}"

    outcome = made(office, tmp_path, blind, "blind_browser")
    assert outcome.result == "refused"
    assert "no font has" in outcome.sentence


def test_a_chart_that_throws_each_time_refuses_the_export(office, tmp_path):
    def throws(run: Run) -> None:
        run.environment |= {"PYTHONPATH": str(PRELOAD), "FAULT_CHART": "after 1"}

    outcome = made(office, tmp_path, throws, "chart_throws")
    assert outcome.result == "refused"
    assert "a fault set off in a chart" in outcome.sentence


@pytest.mark.skipif(sys.platform != "linux" or os.geteuid() != 0, reason="mounts a small disk, which root may")
def test_a_full_disk_is_said_and_nothing_is_left(office, tmp_path):
    def full(run: Run) -> None:
        run.begin_without_a_week()
        mount(run, run.out, 100_000)

    outcome = made(office, tmp_path, full, "disk_full")
    assert outcome.result == "refused"
    assert "No space left on device" in outcome.sentence


def test_of_two_at_once_one_is_made_and_the_other_says_why_not(office, tmp_path):
    results = []

    def two(run: Run):
        run.others_write = True

        def strike() -> None:
            other = run.start()
            _, said = other.communicate()
            results.append((other.returncode, len(said.splitlines())))

        return strike

    outcome = made(office, tmp_path, two, "two_at_once")
    statuses = sorted([0 if outcome.result == "done" else 1, results[0][0]])
    # Whoever comes when the other has ended finds nobody.
    assert statuses in ([0, 1], [0, 0])


def test_the_watcher_sees_what_is_wrong(office, tmp_path):
    week = tmp_path / office.week
    shutil.copytree(office.good / office.week, week)
    watcher = Watcher(week)
    watcher.look()
    assert watcher.wrong == []
    (week / "visits.png").write_bytes(b"half")
    watcher.look()
    (week / "manifest.json").unlink()
    watcher.look()
    shutil.rmtree(week)
    watcher.look()
    assert watcher.wrong[0] == "visits.png is not what the manifest says"
    assert watcher.wrong[1].startswith("no manifest beside brief.pdf")
    assert watcher.wrong[2] == "the week that was there has gone"


def test_another_figure_or_picture_is_seen(office, tmp_path):
    week = tmp_path / office.week
    shutil.copytree(office.good / office.week, week)
    assert office.faults(week, may_be_later=False) == []
    manifest = (week / "manifest.json").read_text("utf-8")
    figures = office.values[0]
    told = manifest.replace(f'"delegations": {figures["delegations"]}', '"delegations": 999')
    (week / "manifest.json").write_text(told, "utf-8")
    assert office.faults(week, may_be_later=False) == [f"visits: delegations is 999 and not {figures['delegations']}"]
    with Image.open(week / "visits.png") as picture:
        ImageChops.invert(picture.convert("RGB")).save(week / "visits.png")
    assert "visits.png differ from" in office.faults(week, may_be_later=False)[1]
