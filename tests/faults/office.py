"""The office that the campaign plays: few rows, one or two pages, two versions, and what is right of each."""

import io
import os
import shutil
import subprocess
import sys
import time
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import orjson
from openpyxl import load_workbook
from PIL import Image, ImageChops
from pptx import Presentation
from pypdf import PdfReader

from etl.places import ROOT, SAMPLES

FIRST = ("visits_2023_2026.xlsx", "intents.xlsx")
NEXT = SAMPLES / "visits_2014_2019.xlsx"
SHOTS = """\
width = 1280
height = 720
scale = 1
{shots}"""
SHOT = '\n[[shot]]\nname = "{page}"\npage = "{page}"\n'
# Seconds until a page, the server, the whole export are given up.
PATIENCE = "page = 15\nserver = 60\nexport = 300\n"
# Of a picture's pixels that may differ from those of another of the same numbers: an edge's smoothing.
ALIKE = 0.0005


@dataclass
class Office:
    """`data` as it was before the load; what is right before and after it: values by indicator, pictures by page."""

    folder: Path
    pages: tuple[str, ...]
    data: Path = field(init=False)
    good: Path = field(init=False)  # an exports folder with the week as it was made before
    week: str = ""
    seconds: float = 0.0  # that an export takes here
    version: str = ""  # the name of the first; a load gives each new one a name of its own
    values: list[dict[str, Any]] = field(default_factory=list)
    pictures: list[dict[str, bytes]] = field(default_factory=list)

    def __post_init__(self) -> None:
        self.data, self.good = self.folder / "data", self.folder / "good"

    def open(self, *, with_later: bool = True) -> None:
        """Loads, exports each version once without any fault, and asks `dashboard.values` for the figures."""
        self.data.mkdir(parents=True)
        shots = SHOTS.format(shots="".join(SHOT.format(page=page) for page in self.pages))
        (self.data / "shots.toml").write_text(shots, encoding="utf-8")
        (self.data / "patience.toml").write_text(PATIENCE, encoding="utf-8")
        command(self.data, "etl", "load", *(str(SAMPLES / name) for name in FIRST))
        begin = time.perf_counter()
        self._learn(self.data, self.good)
        self.seconds = time.perf_counter() - begin
        if not with_later:
            return
        later = self.folder / "later"
        shutil.copytree(self.data, later)
        command(later, "etl", "load", str(NEXT))
        self._learn(later, self.folder / "good-later")
        assert self.values[0] != self.values[1], "the load changes no figure, so a mixture could not be seen"

    def _learn(self, data: Path, exports: Path) -> None:
        said = command(data, "dashboard.export", "--out", str(exports), "--format", "png,pdf,pptx,xlsx")
        made = Path(said.strip())
        self.week = made.name
        manifest = orjson.loads((made / "manifest.json").read_bytes())
        indicators = {name for page in manifest["pages"] for name in page["values"]}
        figures = {}
        for found in _asked(data, sorted(indicators), manifest["as_of"]):
            self.version = self.version or found["version"]
            figures[found["indicator"]] = found["values"][0]["value"]
        self.values.append(figures)
        self.pictures.append({page: (made / f"{page}.png").read_bytes() for page in self.pages})

    def faults(self, folder: Path, *, may_be_later: bool) -> list[str]:
        """What is wrong with a week's folder: all of it shows one version, the first or, if it may be, the later."""
        manifest = orjson.loads((folder / "manifest.json").read_bytes())
        is_later = manifest["version"] != self.version
        if is_later and not may_be_later:
            return [f"it is told from {manifest['version']}"]
        figures, pictures = self.values[is_later], self.pictures[is_later]
        faults = [f"{page} is missing" for page in self.pages if page not in [one["name"] for one in manifest["pages"]]]
        for page in manifest["pages"]:
            faults += [
                f"{page['name']}: {indicator} is {value} and not {figures.get(indicator)}"
                for indicator, value in page["values"].items()
                if value != figures.get(indicator)
            ]
        for page in self.pages:
            if (folder / f"{page}.png").is_file():
                share = differing((folder / f"{page}.png").read_bytes(), pictures[page])
                if share > ALIKE:
                    faults.append(f"{share:.2%} of {page}.png differ from the picture of the same numbers")
        return faults + _documents(folder, figures)


def _documents(folder: Path, figures: dict[str, Any]) -> list[str]:
    faults = []
    if (folder / "brief.pdf").is_file():
        text = "".join(page.extract_text() for page in PdfReader(io.BytesIO((folder / "brief.pdf").read_bytes())).pages)
        if folder.name not in text or not any("\u4e00" <= letter <= "\u9fff" for letter in text):
            faults.append("brief.pdf does not say what it is")
    if (folder / "brief.pptx").is_file() and len(Presentation(str(folder / "brief.pptx")).slides) < 3:
        faults.append("brief.pptx has too few slides")
    if (folder / "brief.xlsx").is_file():
        book = load_workbook(folder / "brief.xlsx")
        said = {row[1] for row in book.worksheets[1].iter_rows(values_only=True)}
        faults += [f"brief.xlsx lacks {name} = {value}" for name, value in figures.items() if value not in said]
    return faults


def _asked(data: Path, indicators: list[str], as_of: str) -> list[dict[str, Any]]:
    """What `python -m dashboard.values INDICATOR --as-of DAY --json` says of each, in one process."""
    script = (
        "import sys; from dashboard.values import main; [main([i, *sys.argv[1:3], '--json']) for i in sys.argv[3:]]"
    )
    done = subprocess.run(
        [sys.executable, "-c", script, "--as-of", as_of, *indicators],
        cwd=ROOT,
        env=environment(data),
        capture_output=True,
        encoding="utf-8",
        check=True,
    )
    return list(map(orjson.loads, filter(None, done.stdout.replace("\n}\n", "\n}\n\0").split("\0"))))


def differing(one: bytes, other: bytes) -> float:
    """The share of pixels that clearly differ; 1.0 for pictures of two sizes."""
    with Image.open(io.BytesIO(one)) as first, Image.open(io.BytesIO(other)) as second:
        if first.size != second.size:
            return 1.0
        grey = ImageChops.difference(first.convert("RGB"), second.convert("RGB")).convert("L")
        clear = grey.point([0] * 40 + [255] * 216)
        return clear.histogram()[255] / (grey.width * grey.height)


def environment(data: Path) -> dict[str, str]:
    """The environment of the campaign without its settings, and the data folder."""
    clean = {name: value for name, value in os.environ.items() if not name.startswith(("COOPERATION_", "STREAMLIT_"))}
    return clean | {"COOPERATION_DATA": str(data)}


def command(data: Path, module: str, *arguments: str) -> str:
    """What `python -m MODULE ARGUMENTS` prints; it must succeed."""
    done = subprocess.run(
        [sys.executable, "-m", module, *arguments],
        cwd=ROOT,
        env=environment(data),
        capture_output=True,
        encoding="utf-8",
        check=False,
    )
    assert done.returncode == 0, done.stderr
    return done.stdout
