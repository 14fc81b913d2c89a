"""The weekly export, made by the command as an office makes it: complete and right, or not at all."""

import hashlib
import io
import os
import shutil
import signal
import subprocess
import sys
from contextlib import suppress
from pathlib import Path
from random import Random

import orjson
import pytest
from openpyxl import load_workbook
from PIL import Image
from pptx import Presentation
from pypdf import PdfReader

from dashboard.export.proof import plain
from etl.places import ROOT
from tests.dashboard.export.structure import faults_of, figures, roles

SHOTS = '[[shot]]\nname = "overview"\npage = "overview"\n\n[[shot]]\nname = "visits"\npage = "visits"\n'
FILES = ["brief.pdf", "brief.pptx", "brief.xlsx", "manifest.json", "overview.png", "visits.png"]


def export(data: Path, *arguments: str) -> "subprocess.CompletedProcess[str]":
    clean = {name: value for name, value in os.environ.items() if not name.startswith(("COOPERATION_", "STREAMLIT_"))}
    return subprocess.run(
        [sys.executable, "-m", "dashboard.export", *arguments],
        cwd=ROOT,
        env=clean | {"COOPERATION_DATA": str(data)},
        capture_output=True,
        text=True,
        encoding="utf-8",
        check=False,
    )


@pytest.fixture(scope="module")
def office(data, tmp_path_factory):
    """A data folder with the samples and a short list of shots."""
    folder = tmp_path_factory.mktemp("export") / "data"
    shutil.copytree(data, folder)
    (folder / "shots.toml").write_text(SHOTS, "utf-8")
    return folder


@pytest.fixture(scope="module")
def week(office):
    """The week's folder."""
    done = export(office, "--language", "zh-Hans,en")
    assert (done.returncode, done.stderr.splitlines()[-1]) == (0, "visits (en)"), done.stderr
    return Path(done.stdout.strip())


def test_the_folder_is_whole(week):
    assert sorted(path.name for path in week.iterdir()) == sorted([*FILES, "en"])
    assert sorted(path.name for path in (week / "en").iterdir()) == FILES
    manifest = orjson.loads((week / "manifest.json").read_bytes())
    for name in FILES:
        if name != "manifest.json":
            assert manifest["files"][name]["sha256"] == hashlib.sha256((week / name).read_bytes()).hexdigest()
    assert (manifest["folder"], manifest["language"]) == (week.name, "zh-Hans")
    # Worked out in tests/expected: the samples hold 23 delegations.
    assert manifest["pages"][0]["values"]["delegations"] == 23


def test_pictures_are_1920_wide_at_scale_2(week):
    with Image.open(week / "overview.png") as picture:
        assert picture.size == (3840, 2160)
    with Image.open(week / "visits.png") as picture:
        assert picture.width == 3840
        assert picture.height > 2160


def test_the_pdf_is_text_with_a_foot_on_each_page(week):
    pdf = PdfReader(io.BytesIO((week / "brief.pdf").read_bytes()))
    total = len(pdf.pages)
    texts = [page.extract_text() for page in pdf.pages]
    for number, text in enumerate(texts, 1):
        assert f"第 {number} 页，共 {total} 页" in text
        assert week.name in text
    # A4 across, 842 × 595 points; Chromium rounds up to whole pixels.
    assert all(abs(page.mediabox.width - 842) < 2 and abs(page.mediabox.height - 595) < 2 for page in pdf.pages)
    whole = "".join(texts).replace("\n", "")
    assert "交流团组" in whole and "23" in whole and "所用指标的定义" in whole
    assert [entry.title for entry in pdf.outline][1:] == ["总览", "交流互访", "所用指标的定义"]


def test_the_pdf_says_its_structure(week):
    for language, folder in (("zh-Hans", week), ("en", week / "en")):
        pdf = PdfReader(folder / "brief.pdf")
        root = pdf.root_object
        assert faults_of(pdf) == []
        assert (root["/Lang"], root["/MarkInfo"]["/Marked"]) == (language, True)
        assert root["/ViewerPreferences"]["/DisplayDocTitle"] and pdf.metadata.title.endswith(week.name)
        # A heading for each of the four parts, and for every chart its message in words.
        assert roles(pdf).count("/Document") == roles(pdf).count("/H1") == 4
        assert figures(pdf) and all(figures(pdf))


def test_no_page_is_empty_and_no_panel_on_two(week):
    texts = [plain(page.extract_text()) for page in PdfReader(week / "brief.pdf").pages]
    assert min(map(len, texts)) > 100
    # The source stands at the end of a panel, its title at the beginning.
    for title in (
        "正式签约1项",
        "生物医药见得最多",
        "团组最多的是南朗",
        "团组按年月",
        "生物医药涉及最多",
        "特区政府见得最多",
    ):
        assert {"来源:6个工作簿" in text for text in texts if title in text} == {True}


def test_slides_and_sheets_hold_the_values(week):
    deck = Presentation(week / "brief.pptx")
    assert deck.slides[0].shapes.title.text_frame.text == f"中山香港合作周报 {week.name}"
    assert len(deck.slides) > 8
    book = load_workbook(week / "brief.xlsx")
    values = {row[0]: row[1] for row in book["数字"].iter_rows(values_only=True)}
    assert values["交流团组"] == 23
    assert all(cell.data_type != "f" for sheet in book for row in sheet.iter_rows() for cell in row)
    assert book["交流互访"].max_row == 24


def test_english_is_english(week):
    deck = Presentation(week / "en" / "brief.pptx")
    assert deck.slides[0].shapes.title.text_frame.text == f"Zhongshan–Hong Kong cooperation {week.name}"


def test_a_week_stays_what_it_was(office, week):
    first = orjson.loads((week / "manifest.json").read_bytes())
    undone = subprocess.run(
        [sys.executable, "-m", "etl", "undo", "1"],
        cwd=ROOT,
        env=os.environ | {"COOPERATION_DATA": str(office)},
        capture_output=True,
        check=False,
    )
    assert undone.returncode == 0
    done = export(office, "--week", week.name, "--format", "png")
    assert done.returncode == 0, done.stderr
    again = orjson.loads((week / "manifest.json").read_bytes())
    assert [page["values"] for page in again["pages"]] == [page["values"] for page in first["pages"]]
    assert again["version"] == first["version"]


def test_what_cannot_be_right_is_refused_and_the_last_one_stays(office, week):
    before = (week / "manifest.json").read_bytes()
    done = export(office, "--url", "http://127.0.0.1:1", "--format", "png")
    assert done.returncode == 1
    assert "overview" in done.stderr.splitlines()[-1]
    assert "Traceback" not in done.stderr
    assert (week / "manifest.json").read_bytes() == before
    assert [path.name for path in week.parent.iterdir() if path.name.startswith((".making", ".before"))] == []


def test_killed_at_any_moment_nothing_partial_is_seen(office, week):
    """The whole session, browser and server included, by SIGKILL; the next export puts everything right."""
    before = (week / "manifest.json").read_bytes()
    moments = Random(5)
    for _ in range(3):
        process = subprocess.Popen(
            [sys.executable, "-m", "dashboard.export", "--format", "png"],
            cwd=ROOT,
            env=os.environ | {"COOPERATION_DATA": str(office)},
            stdout=subprocess.DEVNULL,
            stderr=subprocess.DEVNULL,
            start_new_session=True,
        )
        with suppress(subprocess.TimeoutExpired):
            process.wait(moments.uniform(0.5, 9))
        with suppress(ProcessLookupError):
            os.killpg(process.pid, signal.SIGKILL)
        process.wait()
        shown = [path.name for path in week.parent.iterdir() if not path.name.startswith(".")]
        assert shown == [week.name]
        manifest = orjson.loads((week / "manifest.json").read_bytes())
        for name, said in manifest["files"].items():
            assert hashlib.sha256((week / name).read_bytes()).hexdigest() == said["sha256"]
    assert export(office, "--format", "png").returncode == 0
    assert [path.name for path in week.parent.glob(".making-*")] == []
    assert (week / "manifest.json").read_bytes() != before


@pytest.mark.parametrize("name", ["visits.png", "visits.pdf"])
def test_one_shot_alone(office, tmp_path, name):
    done = export(office, "shot", "visits", str(tmp_path / name), "--language", "en")
    assert done.returncode == 0, done.stderr
    if name.endswith(".png"):
        with Image.open(tmp_path / name) as picture:
            assert picture.width == 3840
    else:
        text = "".join(page.extract_text() for page in PdfReader(tmp_path / name).pages)
        assert "Delegations" in text
    assert [path.name for path in tmp_path.iterdir()] == [name]
