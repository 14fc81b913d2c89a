"""Whether the fonts of this machine have every letter that will be printed, looked up before anything is."""

import shutil
import subprocess
from collections.abc import Iterable
from functools import cache
from pathlib import Path

from fontTools.ttLib import TTFont, TTLibError  # type: ignore[import-untyped]

from etl.errors import CooperationError
from etl.messages import message

# Letters in names of places here that simple fonts lack, and the one for a lift in Hong Kong, beyond the first plane.
ALWAYS = Path(__file__).with_name("glyphs.txt").read_text(encoding="utf-8").strip()


class GlyphsMissing(CooperationError):
    """A letter would be printed as a square."""


def missing(text: Iterable[str]) -> str:
    """The letters of `text` that no font here has, in order."""
    letters = sorted({letter for part in text for letter in part if letter.isprintable() and not letter.isspace()})
    return "".join(letter for letter in letters if ord(letter) not in covered())


def check(text: Iterable[str]) -> None:
    """Raises `GlyphsMissing`, with the command that installs a font, when a letter is nowhere."""
    lost = missing([*text, ALWAYS])
    if lost:
        raise GlyphsMissing(message("glyphs_missing", seen=" ".join(lost[:12])))


@cache
def covered() -> frozenset[int]:
    """The code points that the fonts here have."""
    return frozenset().union(*map(_letters, _files()))


def _files() -> list[Path]:
    """Every font file here: where a page's own fonts lack a letter, the browser takes it from another."""
    command = shutil.which("fc-list")
    if not command:
        return []
    said = subprocess.run([command, ":", "file"], capture_output=True, text=True, check=False)
    lines = {line.rstrip(": ") for line in said.stdout.splitlines() if line.strip()}
    return [Path(line) for line in sorted(lines) if line.lower().endswith((".ttc", ".ttf", ".otf"))]


def _letters(path: Path) -> frozenset[int]:
    """A file's code points. The fonts of a collection share their letters and differ in shapes, so one will do."""
    try:
        with TTFont(path, fontNumber=0, lazy=True) as font:
            return frozenset(font.getBestCmap() or ())
    except (TTLibError, OSError, AssertionError):  # damaged, or no font of this kind
        return frozenset()
