"""How letters look on slides: a font for each script, and a few colours."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from pptx.dml.color import RGBColor
from pptx.oxml.ns import qn
from pptx.util import Pt

# Latin and East Asian font; PowerPoint takes East Asian letters from the second only.
FONTS = {
    "zh-Hans": ("Microsoft YaHei", "Microsoft YaHei"),
    "zh-Hant": ("Microsoft JhengHei", "Microsoft JhengHei"),
    "en": ("Calibri", "Microsoft YaHei"),
}
_color: Callable[[str], RGBColor] = RGBColor.from_string
INK, GREY, ACCENT, QUIET, WHITE = map(_color, ("1B2733", "5B6877", "0F5C8C", "F3F6F9", "FFFFFF"))
# From dark to light; neighbours differ in lightness, which red-green blindness and grey paper leave.
COLORS = tuple(map(_color, ("0F5C8C", "86B7D9", "C98A1B", "5B6877", "2A9D8F", "A06CB5")))
# The colour of numbers on each of them.
ON_COLORS = (WHITE, INK, INK, WHITE, INK, WHITE)


@dataclass(frozen=True)
class Hand:
    """Writes in the fonts of a language."""

    language: str

    def write(self, paragraph: Any, text: str, size: int, color: RGBColor, *, bold: bool = False) -> None:
        """Adds text to a paragraph; `size` in points."""
        run = paragraph.add_run()
        run.text = text
        run.font.color.rgb, run.font.bold = color, bold
        self.set(run.font, size)

    def set(self, font: Any, size: int) -> None:
        """Sets size and both fonts."""
        latin, east = FONTS[self.language]
        font.size, font.name = Pt(size), latin
        properties = font._rPr
        for old in properties.findall(qn("a:ea")):
            properties.remove(old)
        properties.find(qn("a:latin")).addnext(properties.makeelement(qn("a:ea"), {"typeface": east}))
