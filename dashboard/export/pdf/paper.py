"""`brief.pdf`: a first page with the week in sentences, the pages as they print, and a line at the foot of each.

Put together from what Chromium prints, so text stays text and its structure stays known.
"""

import io
from collections.abc import Mapping, Sequence
from dataclasses import asdict, dataclass
from functools import cache
from pathlib import Path
from typing import Any

from pypdf import PageObject, PdfReader, PdfWriter

from dashboard.export.brief import Brief
from dashboard.export.pdf.letters import write_letters
from dashboard.export.pdf.tags import Tags, as_artifact
from dashboard.export.proof import prove_pdf
from dashboard.export.shooting.browser import BrowserContext, PdfMargins
from dashboard.export.shooting.shoot import MARGIN, Shown
from dashboard.text import t


@dataclass(frozen=True)
class Part:
    """Some pages of the document, and the lines of text that they must hold."""

    title: str
    pdf: bytes
    lines: tuple[str, ...]


def brief_pdf(context: BrowserContext, brief: Brief, shown: Sequence[Shown]) -> bytes:
    """The document: A4 across, with an outline, tags and page x/y. Raises `NotProved` when it lacks any of its text."""
    language = brief.language
    parts = [_cover(context, brief)]
    parts += [Part(t(f"page.{one.shot.page}", language), one.printed.pdf, one.printed.lines) for one in shown]
    parts.append(_definitions(context, brief, shown))
    writer = PdfWriter()
    tags = Tags(writer, language)
    for part in parts:
        read = PdfReader(io.BytesIO(part.pdf))
        first = len(writer.pages)
        printed = [page for page in read.pages if _has_text(page)]
        tags.add(read, printed, [writer.add_page(page) for page in printed])
        writer.add_outline_item(title=part.title, page_number=first)
    tags.close()
    _write_feet(context, brief, writer)
    write_letters(writer)
    writer.add_metadata({"/Title": brief.title, "/Subject": brief.foot, "/Creator": t("app.name", language)})
    written = io.BytesIO()
    writer.write(written)
    prove_pdf(written.getvalue(), [part.lines for part in parts])
    return written.getvalue()


def _has_text(page: PageObject) -> bool:
    """Whether there is anything to read: the space below a last panel can make a page of its own."""
    contents = page.get_contents()
    return contents is not None and b"Tj" in contents.get_data()


def _cover(context: BrowserContext, brief: Brief) -> Part:
    lines = [brief.title, brief.subtitle, *(text for fact in brief.facts for text in fact)]
    lines += [text for sentence in brief.sentences for text in (sentence.text, sentence.basis)]
    return Part(brief.title, _made(context, "cover", {**asdict(brief), "css": _css()}), tuple(lines))


def _definitions(context: BrowserContext, brief: Brief, shown: Sequence[Shown]) -> Part:
    """What was counted, once for the whole document."""
    definitions = list(dict.fromkeys(one for each in shown for one in each.printed.definitions))
    title = t("print.definitions", brief.language)
    said = {"language": brief.language, "css": _css(), "title": title, "definitions": definitions}
    lines = (title, *(text for definition in definitions for text in definition))
    return Part(title, _made(context, "definitions", said, margin=MARGIN), lines)


def _write_feet(context: BrowserContext, brief: Brief, writer: PdfWriter) -> None:
    total = len(writer.pages)
    lines = [[brief.foot, t("export.page", brief.language, number=n, total=total)] for n in range(1, total + 1)]
    said = {"language": brief.language, "css": _css(), "lines": lines}
    feet = PdfReader(io.BytesIO(_made(context, "footers", said, is_tagged=False)))
    for page, foot in zip(writer.pages, feet.pages, strict=False):
        page.merge_page(as_artifact(foot))


def _made(
    context: BrowserContext,
    function: str,
    data: Mapping[str, Any],
    *,
    margin: PdfMargins | None = None,
    is_tagged: bool = True,
) -> bytes:
    tab = context.new_page()
    try:
        tab.goto("about:blank")
        tab.evaluate(f"data => {_script()}.{function}(data)", data)
        tab.evaluate("document.fonts.ready.then(() => true)")
        if margin:
            return tab.pdf(format="A4", landscape=True, print_background=True, margin=margin, tagged=is_tagged)
        return tab.pdf(prefer_css_page_size=True, print_background=True, tagged=is_tagged)
    finally:
        tab.close()


@cache
def _script() -> str:
    return Path(__file__).with_name("paper.js").read_text(encoding="utf-8").partition("\n")[2].rstrip("\n;")


@cache
def _css() -> str:
    return Path(__file__).with_name("paper.css").read_text(encoding="utf-8")
