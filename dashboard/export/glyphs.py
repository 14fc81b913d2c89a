"""Whether the fonts of this machine have every letter that will be printed, looked up before anything is."""

import shutil
import subprocess
from collections.abc import Iterable
from functools import cache
from pathlib import Path

from etl.errors import CooperationError
from etl.messages import message

# Letters in names of places here that simple fonts lack, and the one for a lift in Hong Kong, beyond the first plane.
ALWAYS = Path(__file__).with_name("glyphs.txt").read_text(encoding="utf-8").strip()

# Fonts that a browser draws with; an old one of dots it leaves alone.
DRAWN = (".ttc", ".ttf", ".otf")


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
    """The code points that the fonts here have: where a page's own lack a letter, the browser takes it from another."""
    command = shutil.which("fc-list")
    if not command:
        return frozenset()
    said = subprocess.run([command, "-f", "%{file}|%{charset}\n", ":"], capture_output=True, text=True, check=False)
    # A file and its ranges of hexadecimal numbers, a line for each font; many have the same.
    fonts = (line.partition("|") for line in said.stdout.splitlines())
    ranges = {part for file, _, has in fonts if file.lower().endswith(DRAWN) for part in has.split()}
    return frozenset(point for part in ranges for point in _points(part))


def _points(part: str) -> range:
    first, _, last = part.partition("-")
    return range(int(first, 16), int(last or first, 16) + 1)
