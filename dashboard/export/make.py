"""A week's export, from the version it is told from to the folder that appears."""

import os
from collections.abc import Callable, Iterator, Sequence
from contextlib import ExitStack, contextmanager, nullcontext
from datetime import date
from pathlib import Path
from typing import Any

from dashboard import warehouse
from dashboard.export import glyphs
from dashboard.export.brief import Brief, brief
from dashboard.export.deadline import deadline
from dashboard.export.kept.folder import alone, new_folder, write_manifest
from dashboard.export.kept.frozen import freeze, frozen_day
from dashboard.export.kept.told_from import told_from
from dashboard.export.kept.week import Week
from dashboard.export.pdf.paper import brief_pdf
from dashboard.export.sheets import brief_xlsx
from dashboard.export.shooting.browser import BrowserLost, new_context, open_browser
from dashboard.export.shooting.figures import reader_of
from dashboard.export.shooting.patience import read_patience
from dashboard.export.shooting.server import own_server
from dashboard.export.shooting.shoot import Camera, Shown
from dashboard.export.shots.shots import shots
from dashboard.export.slides.slides import brief_pptx
from dashboard.reader import Reader
from etl import audit, clock
from etl.errors import CooperationError
from etl.messages import message

# Of browser and server, both new; a page that is not right is tried again by itself.
TRIES = 2
Progress = Callable[[str], None]


def make_week(
    week: Week,
    exports: Path,
    *,
    formats: Sequence[str],
    languages: Sequence[str],
    url: str | None,
    by: str,
    progress: Progress,
) -> Path:
    """The week's folder, complete and right. Raises `CooperationError`, and then nothing has changed.

    The first language's files lie in the folder, those of others in folders of their own inside it.
    """
    patience = read_patience()
    with _in_one_sentence(exports), alone(exports) as still_ours:
        frozen = freeze(week, week.day(clock.today()), exports)

        def ready() -> None:
            still_ours()
            # Before it appears: no week is shown that the log does not know.
            audit.record("export", by, week.name, formats=list(formats), languages=list(languages))

        with new_folder(exports, week.name, ready) as folder, told_from(frozen), deadline(patience.export):
            glyphs.check([])
            # Fonts can go while the pages are drawn: at the end they are looked up anew.
            glyphs.covered.cache_clear()
            for attempt in range(TRIES):
                try:
                    with nullcontext(url) if url else own_server(frozen, patience.server) as address:
                        _fill(folder, week, frozen_day(frozen), address, formats, languages, patience.page, progress)
                    break
                except BrowserLost:
                    if attempt + 1 == TRIES:
                        raise
    return exports / week.name


@contextmanager
def _in_one_sentence(exports: Path) -> Iterator[None]:
    """What a full or closed disk says, for people."""
    try:
        yield
    except OSError as error:
        # Of two, the second is the one that is written.
        place = error.filename2 or error.filename or exports
        why = os.strerror(error.errno) if error.errno else type(error).__name__
        raise CooperationError(message("export_unwritable", seen=str(place), why=why)) from error


def _fill(
    folder: Path,
    week: Week,
    day: date,
    base: str,
    formats: Sequence[str],
    languages: Sequence[str],
    patience: int,
    progress: Progress,
) -> None:
    with open_browser(base) as browser:
        for number, language in enumerate(languages):
            place = folder / language if number else folder
            place.mkdir(exist_ok=True)
            list_of_shots = shots(language)
            reader = reader_of(list_of_shots[0], language, day)
            told = brief(reader, week.name)
            shown: list[Shown] = []
            with ExitStack() as opened:
                # One for all shots of a scale: what the first has fetched and compiled, the others have.
                cameras: dict[float, Camera] = {}
                for shot in list_of_shots:
                    progress(f"{shot.name} ({language})")
                    if shot.scale not in cameras:
                        made = new_context(browser, shot.width, shot.height, shot.scale, language)
                        cameras[shot.scale] = Camera(opened.enter_context(made), base, language, day, patience)
                    shown.append(cameras[shot.scale].shoot(shot, is_printed="pdf" in formats))
            glyphs.check([one.text for one in shown] + [sentence.text for sentence in told.sentences])
            if "png" in formats:
                for one in shown:
                    (place / f"{one.shot.name}.png").write_bytes(one.png)
            if "pdf" in formats:
                with new_context(browser, 1123, 794, 1, language) as context:
                    (place / "brief.pdf").write_bytes(brief_pdf(context, told, shown))
            if "pptx" in formats:
                (place / "brief.pptx").write_bytes(brief_pptx(told, shown))
            if "xlsx" in formats:
                indicators = [indicator for one in shown for indicator in one.values]
                (place / "brief.xlsx").write_bytes(brief_xlsx(reader, told, indicators))
            write_manifest(place, _manifest(week, day, reader, told, shown))


def _manifest(week: Week, day: date, reader: Reader, told: Brief, shown: Sequence[Shown]) -> dict[str, Any]:
    return {
        "folder": week.name,
        "week": week.name,
        "as_of": day.isoformat(),
        "language": reader.language,
        "version": warehouse.current().name,
        "made_at": clock.now(),
        "brief": {"title": told.title, "sentences": [sentence.text for sentence in told.sentences]},
        "pages": [{"name": one.shot.name, "address": one.address, "values": one.values} for one in shown],
    }
