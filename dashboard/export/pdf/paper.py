"""What of `brief.pdf` only a browser can make: a first page with the week in sentences, the definitions, the feet."""

from collections.abc import Mapping, Sequence
from dataclasses import asdict, dataclass
from functools import cache
from pathlib import Path
from typing import Any

from dashboard.export.sentences import Brief
from dashboard.export.shooting.browser import BrowserContext, PdfMargins
from dashboard.export.shooting.shoot import MARGIN, Shown
from dashboard.text import t


@dataclass(frozen=True)
class Part:
    """Some pages of the document, and the lines of text that they must hold."""

    title: str
    pdf: bytes
    lines: tuple[str, ...]


def printed(context: BrowserContext, brief: Brief, shown: Sequence[Shown]) -> list[Part]:
    """All parts of the document in their order: what is said first, the pages, the definitions."""
    pages = (Part(t(f"page.{one.shot.page}", brief.language), one.printed.pdf, one.printed.lines) for one in shown)
    return [_cover(context, brief), *pages, _definitions(context, brief, shown)]


def printed_feet(context: BrowserContext, brief: Brief, total: int) -> bytes:
    """The line at the foot of each of the document's pages, on pages of their own."""
    lines = [[brief.foot, t("export.page", brief.language, number=n, total=total)] for n in range(1, total + 1)]
    said = {"language": brief.language, "css": _css(), "lines": lines}
    return _made(context, "footers", said, is_tagged=False)


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
