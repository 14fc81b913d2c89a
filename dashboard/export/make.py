"""A week's export, from the version it is told from to the folder that appears."""

import os
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from datetime import date
from pathlib import Path
from typing import Any

from dashboard.export import glyphs
from dashboard.export.deadline import deadline
from dashboard.export.documents import write_documents
from dashboard.export.kept.folder import alone, new_folder, write_manifest
from dashboard.export.kept.frozen import freeze, frozen_day
from dashboard.export.kept.told_from import told_from
from dashboard.export.kept.week import Week
from dashboard.export.shooting.patience import read_patience
from dashboard.export.taken import Asked, Progress, Taken, taken
from etl import audit, clock
from etl.errors import CooperationError
from etl.messages import message
from etl.places import data_folder


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

    Without `languages` it is made in those of the list of shots. The first one's files lie in the folder, those of
    others in folders of their own inside it.
    """
    patience, listed, spoken = read_patience(), data_folder(), list(languages)
    with _in_one_sentence(exports), alone(exports) as still_ours:
        frozen = freeze(week, week.day(clock.today()), exports)

        def ready() -> None:
            still_ours()
            # Before it appears: no week is shown that the log does not know.
            audit.record("export", by, week.name, formats=list(formats), languages=spoken)

        with new_folder(exports, week.name, ready) as folder, told_from(frozen), deadline(patience.export):
            glyphs.check([])
            # Fonts can go while the pages are drawn: at the end they are looked up anew.
            glyphs.covered.cache_clear()
            day = frozen_day(frozen)
            asked = Asked(week.name, day, frozen, listed, formats, languages, url, patience)
            spoken.clear()
            for one in taken(asked, folder, progress):
                spoken.append(one.week.brief.language)
                write_documents(one, formats, day)
                write_manifest(one.place, _manifest(week, day, one))
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


def _manifest(week: Week, day: date, one: Taken) -> dict[str, Any]:
    told = one.week.brief
    return {
        "folder": week.name,
        "week": week.name,
        "as_of": day.isoformat(),
        "language": told.language,
        "version": one.week.version,
        "made_at": clock.now(),
        "brief": {"title": told.title, "sentences": [sentence.text for sentence in told.sentences]},
        "pages": [{"name": shown.shot.name, "address": shown.address, "values": shown.values} for shown in one.shown],
    }
