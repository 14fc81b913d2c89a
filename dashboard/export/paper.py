"""`brief.pdf`: a first page with the week in sentences, the pages as they print, and a line at the foot of each.

Put together from what Chromium prints, so text stays text. Joining files loses the tags that Chromium gives each.
"""

import io
from collections.abc import Mapping, Sequence
from dataclasses import asdict
from functools import cache
from pathlib import Path
from typing import Any

from pypdf import PdfReader, PdfWriter

from dashboard.export.brief import Brief
from dashboard.export.browser import BrowserContext, PdfMargins
from dashboard.export.letters import write_letters
from dashboard.export.shoot import MARGIN, Shown
from dashboard.text import t


def brief_pdf(context: BrowserContext, brief: Brief, shown: Sequence[Shown]) -> bytes:
    """The document: A4 across, with an outline and page x/y."""
    language = brief.language
    parts = [(brief.title, _made(context, "cover", {**asdict(brief), "css": _css()}))]
    parts += [(t(f"page.{one.shot.page}", language), one.pdf) for one in shown]
    definitions = list(dict.fromkeys(one for each in shown for one in each.definitions))
    title = t("print.definitions", language)
    said = {"language": language, "css": _css(), "title": title, "definitions": definitions}
    parts.append((title, _made(context, "definitions", said, margin=MARGIN)))
    writer = PdfWriter()
    for title, content in parts:
        first = len(writer.pages)
        for page in PdfReader(io.BytesIO(content)).pages:
            writer.add_page(page)
        writer.add_outline_item(title=title, page_number=first)
    total = len(writer.pages)
    lines = [[brief.foot, t("export.page", language, number=number, total=total)] for number in range(1, total + 1)]
    feet = PdfReader(io.BytesIO(_made(context, "footers", {"language": language, "css": _css(), "lines": lines})))
    for page, foot in zip(writer.pages, feet.pages, strict=False):
        page.merge_page(foot)
    write_letters(writer)
    writer.add_metadata({"/Title": brief.title, "/Subject": brief.foot, "/Creator": t("app.name", language)})
    written = io.BytesIO()
    writer.write(written)
    return written.getvalue()


def _made(context: BrowserContext, function: str, data: Mapping[str, Any], margin: PdfMargins | None = None) -> bytes:
    tab = context.new_page()
    try:
        tab.goto("about:blank")
        tab.evaluate(f"data => {_script()}.{function}(data)", data)
        tab.evaluate("document.fonts.ready.then(() => true)")
        if margin:
            return tab.pdf(format="A4", landscape=True, print_background=True, margin=margin)
        return tab.pdf(prefer_css_page_size=True, print_background=True)
    finally:
        tab.close()


@cache
def _script() -> str:
    return Path(__file__).with_name("paper.js").read_text(encoding="utf-8").partition("\n")[2].rstrip("\n;")


@cache
def _css() -> str:
    return Path(__file__).with_name("paper.css").read_text(encoding="utf-8")
