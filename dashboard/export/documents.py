"""The documents of a week in one language, each written, read back and only then kept, by a process of its own."""

from collections.abc import Sequence
from contextlib import ExitStack
from datetime import date

from dashboard.export.apart import apart
from dashboard.export.taken import Taken


def write_documents(taken: Taken, formats: Sequence[str], day: date) -> None:
    """Puts `brief.pdf`, `brief.pptx` and `brief.xlsx` beside the pictures, as far as they are asked for."""
    with ExitStack() as begun:
        written = [
            begun.enter_context(apart(write, taken, day)) for format_, write in _WRITERS.items() if format_ in formats
        ]
        for done in written:
            done()


# Each imports what it alone needs.
def _write_pdf(taken: Taken, _: date) -> None:
    from dashboard.export.pdf.joined import brief_pdf

    (taken.place / "brief.pdf").write_bytes(brief_pdf(taken.week.brief, taken.parts, taken.feet))


def _write_pptx(taken: Taken, _: date) -> None:
    from dashboard.export.slides.slides import brief_pptx

    (taken.place / "brief.pptx").write_bytes(brief_pptx(taken.week.brief, taken.shown))


def _write_xlsx(taken: Taken, day: date) -> None:
    from dashboard.export.sheets import brief_xlsx
    from dashboard.export.shooting.figures import reader_of

    told = taken.week.brief
    reader = reader_of(taken.shown[0].shot, told.language, day)
    indicators = [indicator for one in taken.shown for indicator in one.values]
    (taken.place / "brief.xlsx").write_bytes(brief_xlsx(reader, told, indicators))


_WRITERS = {"pdf": _write_pdf, "pptx": _write_pptx, "xlsx": _write_xlsx}
