"""`brief.pdf`, put together from what Chromium has printed, so text stays text and its structure stays known."""

import io
from collections.abc import Sequence

from pypdf import PageObject, PdfReader, PdfWriter

from dashboard.export.pdf.letters import write_letters
from dashboard.export.pdf.paper import Part
from dashboard.export.pdf.tags import Tags, as_artifact
from dashboard.export.proof import prove_pdf
from dashboard.export.sentences import Brief
from dashboard.text import t


def pages_in(parts: Sequence[Part]) -> int:
    """How many pages the document has."""
    return len([page for part in parts for page in _read(part).pages if _has_text(page)])


def brief_pdf(brief: Brief, parts: Sequence[Part], feet: bytes) -> bytes:
    """The document: A4 across, with an outline, tags and page x/y. Raises `NotProved` when it lacks any of its text."""
    made = _joined(brief, parts, feet)
    prove_pdf(made, [part.lines for part in parts])
    return made


def _joined(brief: Brief, parts: Sequence[Part], feet: bytes) -> bytes:
    writer = PdfWriter()
    tags = Tags(writer, brief.language)
    for part in parts:
        read = _read(part)
        first = len(writer.pages)
        pages = [page for page in read.pages if _has_text(page)]
        tags.add(read, pages, [writer.add_page(page) for page in pages])
        writer.add_outline_item(title=part.title, page_number=first)
    tags.close()
    for page, foot in zip(writer.pages, PdfReader(io.BytesIO(feet)).pages, strict=False):
        page.merge_page(as_artifact(foot))
    write_letters(writer)
    writer.add_metadata({"/Title": brief.title, "/Subject": brief.foot, "/Creator": t("app.name", brief.language)})
    written = io.BytesIO()
    writer.write(written)
    return written.getvalue()


def _read(part: Part) -> PdfReader:
    return PdfReader(io.BytesIO(part.pdf))


def _has_text(page: PageObject) -> bool:
    """Whether there is anything to read: the space below a last panel can make a page of its own."""
    contents = page.get_contents()
    return contents is not None and b"Tj" in contents.get_data()
