"""One shot of the list by itself, of what holds now: a picture or a document to take away, kept nowhere."""

import os
import shutil
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import replace
from pathlib import Path

from dashboard.export import glyphs
from dashboard.export.apart import apart
from dashboard.export.brief import brief
from dashboard.export.filters_in_words import filters_in_words
from dashboard.export.kept.folder import exports_folder
from dashboard.export.kept.frozen import freeze
from dashboard.export.kept.told_from import told_from
from dashboard.export.kept.week import week_of
from dashboard.export.pdf.joined import brief_pdf, pages_in
from dashboard.export.pdf.paper import printed, printed_feet
from dashboard.export.shooting.browser import Browser, new_context, open_browser
from dashboard.export.shooting.computed import expected_of
from dashboard.export.shooting.figures import reader_of
from dashboard.export.shooting.patience import Patience, read_patience
from dashboard.export.shooting.server import own_server
from dashboard.export.shooting.shoot import Camera
from dashboard.export.shots.shot import Shot
from etl import clock

_STALE = 3600.0  # seconds after which what a killed one left is nobody's


def make_single(shot: Shot, language: str, out: Path) -> None:
    """Writes the shot to `out`, a .png or .pdf, right or not at all. Raises `CooperationError`."""
    patience = read_patience()
    with _draft() as draft:
        frozen = freeze(week_of(clock.today()), clock.today(), draft)
        with told_from(frozen), own_server(frozen, patience.server) as address, open_browser(address) as browser:
            content = _taken(browser, address, shot, language, patience, is_printed=out.suffix == ".pdf")
        # Where it is to be may be another disk: there it appears whole as well.
        part = out.with_name(f".{out.name}.{os.getpid()}")
        try:
            part.write_bytes(content)
            os.replace(part, out)
        finally:
            part.unlink(missing_ok=True)


def _taken(browser: Browser, address: str, shot: Shot, language: str, patience: Patience, *, is_printed: bool) -> bytes:
    """The picture; or the document with the sentences about what is chosen, the page and its definitions."""
    today = clock.today()
    # Running a page puts another program in the place of this one's, from which no further process could begin.
    with apart(expected_of, shot, language, today, is_printed=is_printed) as computed:
        expected = computed()
    with new_context(browser, shot.width, shot.height, shot.scale, language) as context:
        shown = Camera(context, address, patience.page).shoot(expected)
    glyphs.check([shown.text])
    if not is_printed:
        return shown.png
    reader = reader_of(shot, language, today)
    told = brief(reader, week_of(today).name)
    nothing = (reader.t("file.filters"), reader.t("file.none"))
    chosen = filters_in_words(reader, reader.filters) or [nothing]
    facts = [fact for known in told.facts for fact in (chosen if known == nothing else [known])]
    told = replace(told, facts=tuple(facts))
    with new_context(browser, 1123, 794, 1, language) as context:
        parts = printed(context, told, [shown])
        return brief_pdf(told, parts, printed_feet(context, told, pages_in(parts)))


@contextmanager
def _draft() -> Iterator[Path]:
    exports = exports_folder()
    folder = exports / f".shot-{os.getpid()}"
    folder.mkdir(parents=True, exist_ok=True)
    for left in exports.glob(".shot-*"):
        # By the clock of whoever serves the folder.
        if folder.stat().st_mtime - left.stat().st_mtime > _STALE:
            shutil.rmtree(left, ignore_errors=True)
    try:
        yield folder
    finally:
        shutil.rmtree(folder, ignore_errors=True)
