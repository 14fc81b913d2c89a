"""The week's files opened as their readers open them: an office's names, the warehouse's values, slides as drawn."""

import shutil
import subprocess
from pathlib import Path
from typing import Any

import pypdfium2  # type: ignore[import-untyped]
import pytest
from openpyxl import load_workbook
from pptx import Presentation
from pypdf import PdfReader

from dashboard import warehouse
from dashboard.export.proof import plain
from dashboard.indicators.filters import Filters
from dashboard.reader import Reader
from etl.pipeline import check_path
from etl.warehouse import open_warehouse
from tests.browser.test_export import export
from tests.conftest import as_csv

SHOTS = '[[shot]]\nname = "visits"\npage = "visits"\n\n[[shot]]\nname = "talent"\npage = "talent"\n'
# Letters in names here that simple fonts lack; the last is a lift, beyond the first plane.
SIX = "欖濠邨埗鰂𨋢"
LANGUAGE = "zh-Hant"
BODY, TOPIC = f"小{SIX}會", f"拜訪{SIX}"


@pytest.fixture(scope="module")
def office(data, tmp_path_factory):
    """A data folder with the samples, and a visit to a body whose name has all six letters."""
    folder = tmp_path_factory.mktemp("read-back") / "data"
    shutil.copytree(data, folder)
    (folder / "shots.toml").write_text(SHOTS, "utf-8")
    workbook = folder.parent / "six.csv"
    rows = [["编号", "日期", "方向", "机构", "事由", "人数"], ["S1", "2026-10-02", "赴港", BODY, TOPIC, 5]]
    workbook.write_bytes(as_csv(rows))
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("COOPERATION_DATA", str(folder))
        open_warehouse().load([check_path(workbook)], "tester")
        yield folder


@pytest.fixture(scope="module")
def week(office):
    """The week's folder."""
    done = export(office, "--format", "pdf,pptx,xlsx", "--language", LANGUAGE)
    assert done.returncode == 0, done.stderr
    return Path(done.stdout.strip())


@pytest.fixture(scope="module")
def deck(week) -> Any:
    return Presentation(week / "brief.pptx")


def charts(deck: Any) -> list[Any]:
    return [shape.chart for slide in deck.slides for shape in slide.shapes if shape.has_chart]


def test_the_six_letters_reach_every_file(week, deck):
    pages = "".join(plain(page.extract_text()) for page in PdfReader(week / "brief.pdf").pages)
    assert BODY in pages and TOPIC in pages
    tables = [shape.table for slide in deck.slides for shape in slide.shapes if shape.has_table]
    cells = {cell.text_frame.text for table in tables for row in table.rows for cell in row.cells}
    assert {BODY, TOPIC} <= cells
    sheet = load_workbook(week / "brief.xlsx")["交流互訪"]
    found = {cell.value for row in sheet.iter_rows() for cell in row}
    assert {BODY, TOPIC} <= found


def test_rows_of_the_workbook_say_where_they_come_from(week):
    book = load_workbook(week / "brief.xlsx")
    head, *rows = book["交流互訪"].iter_rows(values_only=True)
    (row,) = [dict(zip(head, row, strict=True)) for row in rows if BODY in row]
    assert {"six.csv", 5} <= set(row.values())
    # The second line of the file, its fourth column.
    assert "D2" in row[head[-1]]
    for sheet in book:
        for cell in (cell for line in sheet.iter_rows() for cell in line):
            assert cell.data_type != "f"
            assert cell.data_type != "n" or cell.value is None or cell.number_format in ("#,##0", "#,##0.00##", "0.0%")


@pytest.mark.parametrize(
    ("indicator", "dimension", "names"),
    [("meetings", "partner", "partners"), ("delegations", "sector", "sectors"), ("talent_in", "partner", "partners")],
)
def test_charts_hold_the_values_of_the_warehouse(office, deck, indicator, dimension, names, monkeypatch):
    monkeypatch.setenv("COOPERATION_DATA", str(office))
    reader = Reader(warehouse.current(), LANGUAGE, Filters(), "page", is_phone=False)
    shown = reader.names(names)
    values = {shown(row[dimension]): row["value"] for row in reader.values(indicator, dimension).rows if row[dimension]}
    name = reader.t(f"indicator.{indicator}.name")
    found = [chart.plots[0] for chart in charts(deck) if [one.name for one in chart.plots[0].series] == [name]]
    drawn = [dict(zip(plot.categories, plot.series[0].values, strict=True)) for plot in found]
    assert any(chart and chart.items() <= values.items() for chart in drawn)


def test_the_split_of_years_sums_to_the_years(office, deck, monkeypatch):
    monkeypatch.setenv("COOPERATION_DATA", str(office))
    (plot,) = [
        chart.plots[0]
        for chart in charts(deck)
        if [one.name for one in chart.plots[0].series] == ["赴港", "來訪", "其他"]
    ]
    whole = dict(zip(plot.categories, map(sum, zip(*(one.values for one in plot.series), strict=True)), strict=True))
    # Worked out in tests/expected: 7 delegations in 2024, 1 in 2026; and the one of the fixture.
    assert (whole["2024年"], whole["2026年"]) == (7, 2)
    # Over time, from left to right.
    assert list(plot.categories) == sorted(plot.categories)


def test_slides_as_libreoffice_draws_them(week, deck, tmp_path):
    program = shutil.which("soffice")
    if not program:
        pytest.skip("LibreOffice is not there; install.sh says why")
    profile = f"-env:UserInstallation={(tmp_path / 'profile').as_uri()}"
    command = [program, profile, "--headless", "--convert-to", "pdf", "--outdir", tmp_path, week / "brief.pptx"]
    subprocess.run(command, check=True, capture_output=True, timeout=180)
    drawn = pypdfium2.PdfDocument(tmp_path / "brief.pdf")
    try:
        assert len(drawn) == len(deck.slides)
        for page, slide in zip(drawn, deck.slides, strict=True):
            text = plain(page.get_textpage().get_text_bounded())
            for shape in slide.shapes:
                if shape.has_text_frame:
                    assert all(plain(one.text) in text for one in shape.text_frame.paragraphs), shape.text_frame.text
            # Below title and figure something is drawn, at the foot the source, and nothing in between over it.
            image = page.render(scale=1).to_pil().convert("L")
            width, height = image.size
            body, gap = (0, height // 4, width, height * 8 // 9), (0, height * 89 // 100, width, height * 92 // 100)
            assert image.crop(body).getextrema()[0] < 128
            assert image.crop(gap).getextrema()[0] > 200
    finally:
        drawn.close()
