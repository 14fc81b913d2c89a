"""`brief.pptx`: one message a slide, charts and tables that can be edited, and notes that say what was counted.

A chart that PowerPoint has too becomes one, with the very numbers; any other becomes its table.
"""

import io
from collections.abc import Iterable, Mapping, Sequence
from typing import Any

from pptx import Presentation
from pptx.dml.color import RGBColor
from pptx.enum.text import PP_ALIGN
from pptx.util import Cm, Pt

from dashboard.export.proof import prove_file
from dashboard.export.sentences import Brief
from dashboard.export.shooting.shoot import Shown
from dashboard.export.slides.series import series_of
from dashboard.export.slides.slide_chart import add_chart
from dashboard.export.slides.slide_fonts import ACCENT, GREY, INK, Hand
from dashboard.export.slides.slide_table import add_table
from dashboard.text import t

WIDTH, HEIGHT, MARGIN = Cm(33.867), Cm(19.05), Cm(1.6)
# Under title, subtitle and value, above the source.
BODY = (MARGIN, Cm(4.9), WIDTH - 2 * MARGIN, Cm(12))


def brief_pptx(brief: Brief, shown: Sequence[Shown]) -> bytes:
    """The presentation. Raises `NotProved` when it lacks any of its text."""
    made = Presentation()
    made.slide_width, made.slide_height = WIDTH, HEIGHT
    deck = _Deck(made, brief)
    deck.first()
    panels = _once(view for one in shown for view in one.panels)
    for view in panels:
        deck.panel(view)
    written = io.BytesIO()
    made.save(written)
    lines = [brief.title, *(sentence.text for sentence in brief.sentences), *(view["title"] for view in panels)]
    prove_file("brief.pptx", written.getvalue(), lines)
    return written.getvalue()


def _once(views: Iterable[Mapping[str, Any]]) -> list[Mapping[str, Any]]:
    """The panels with something in them; what several pages show, or show in several ways, once."""
    found: dict[str, Mapping[str, Any]] = {}
    for view in views:
        if view["table"]["rows"]:
            found.setdefault(repr((view["table"]["head"], view["table"]["rows"])), view)
    return list(found.values())


class _Deck:
    """Slides in the making."""

    def __init__(self, made: Any, brief: Brief) -> None:
        self.made = made
        self.brief = brief
        self.hand = Hand(brief.language)

    def first(self) -> None:
        """The week in sentences."""
        slide = self._slide(self.brief.title)
        self._line(slide, Cm(2.9), self.brief.subtitle, 14, GREY)
        box = self._box(slide, Cm(4.2), Cm(12.8))
        size = 20 if len(self.brief.sentences) <= 6 else 17
        for number, sentence in enumerate(self.brief.sentences):
            paragraph = box.add_paragraph() if number else box.paragraphs[0]
            paragraph.space_before = Pt(size / 2)
            self.hand.write(paragraph, sentence.text, size, INK)
            self.hand.write(box.add_paragraph(), sentence.basis, size - 7, GREY)
        self._foot(slide, "")
        self._notes(slide, [f"{name}: {said}" for name, said in self.brief.facts])

    def panel(self, view: Mapping[str, Any]) -> None:
        """A panel: its finding as title, its chart or table, its source; its definitions as notes."""
        slide = self._slide(view["title"])
        self._line(slide, Cm(2.9), view["subtitle"], 12, GREY)
        figure = " ".join(filter(None, (view["counted"], view["value"])))
        value = "  ·  ".join(filter(None, (figure, view["change"], view["example"])))
        if value:
            self._line(slide, Cm(3.7), value, 16, ACCENT)
        found, cut = series_of(view), ""
        if found:
            add_chart(slide, BODY, found, self.hand)
        else:
            rows = len(view["table"]["rows"])
            fitting = add_table(slide, *BODY, view["table"], self.hand)
            if fitting < rows:
                cut = t("export.rows_shown", self.brief.language, shown=fitting, rows=rows)
        self._foot(slide, "  ·  ".join(filter(None, (cut, view["source"]))))
        definitions = (f"{one['name']} ({one['note']}): {one['text']}" for one in view["definitions"])
        self._notes(slide, [view["subtitle"], view["source"], *definitions])

    def _slide(self, title: str) -> Any:
        slide = self.made.slides.add_slide(self.made.slide_layouts[5])
        frame = slide.shapes.title
        frame.left, frame.top, frame.width, frame.height = MARGIN, Cm(1), WIDTH - 2 * MARGIN, Cm(1.8)
        text = frame.text_frame
        text.word_wrap = True
        text.clear()
        text.paragraphs[0].alignment = PP_ALIGN.LEFT
        self.hand.write(text.paragraphs[0], title, 26, INK, bold=True)
        return slide

    def _line(self, slide: Any, top: Any, text: str, size: int, color: RGBColor) -> None:
        self.hand.write(self._box(slide, top, Cm(0.9)).paragraphs[0], text, size, color)

    def _box(self, slide: Any, top: Any, height: Any) -> Any:
        box = slide.shapes.add_textbox(MARGIN, top, WIDTH - 2 * MARGIN, height).text_frame
        box.word_wrap = True
        return box

    def _foot(self, slide: Any, source: str) -> None:
        self._line(slide, HEIGHT - Cm(1.4), "  ·  ".join(filter(None, (source, self.brief.foot))), 10, GREY)

    def _notes(self, slide: Any, lines: Iterable[str]) -> None:
        text = slide.notes_slide.notes_text_frame
        text.clear()
        for number, line in enumerate(filter(None, lines)):
            self.hand.write(text.add_paragraph() if number else text.paragraphs[0], line, 11, INK)
