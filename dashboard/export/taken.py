"""A week taken by server and browser: its pictures, its printed pages, and what stood on them."""

from collections.abc import Callable, Sequence
from contextlib import ExitStack, nullcontext
from dataclasses import dataclass, replace
from datetime import date
from pathlib import Path

from dashboard.export import glyphs
from dashboard.export.apart import apart
from dashboard.export.expected_week import ExpectedWeek
from dashboard.export.pdf.paper import Part, printed, printed_feet
from dashboard.export.shooting.browser import Browser, BrowserLost, new_context, open_browser
from dashboard.export.shooting.patience import Patience
from dashboard.export.shooting.server import own_server
from dashboard.export.shooting.shoot import Camera, Shown

# Of browser and server, both new; a page that is not right is tried again by itself.
TRIES = 2
Progress = Callable[[str], None]


@dataclass(frozen=True)
class Asked:
    """What is to be taken: of which week as of which day, from which data folder, by which server (none: its own).

    Without languages, in those that the list of shots in the folder `listed` names.
    """

    week: str
    day: date
    frozen: Path
    listed: Path
    formats: Sequence[str]
    languages: Sequence[str]
    url: str | None
    patience: Patience


@dataclass(frozen=True)
class Taken:
    """A week in a language as it was shown; the parts of its document and their feet, if that is asked for."""

    week: ExpectedWeek
    place: Path
    shown: Sequence[Shown]
    parts: Sequence[Part] = ()
    feet: bytes = b""


def taken(asked: Asked, folder: Path, progress: Progress) -> list[Taken]:
    """The week in each language; its pictures lie in the folder. Raises `CooperationError`.

    Server and browser are gone afterwards: what writes documents needs more room than there is beside them.
    """
    for attempt in range(TRIES):
        try:
            with (
                apart(_computed, asked) as computed,
                nullcontext(asked.url) if asked.url else own_server(asked.frozen, asked.patience.server) as base,
                open_browser(base) as browser,
            ):
                return [
                    _in_language(browser, base, asked, week, place_of(folder, number, week.brief.language), progress)
                    for number, week in enumerate(computed())
                ]
        except BrowserLost:
            if attempt + 1 == TRIES:
                raise
    raise AssertionError("not tried")


def place_of(folder: Path, number: int, language: str) -> Path:
    """Where the files of a language lie: those of the first in the folder itself."""
    place = folder / language if number else folder
    place.mkdir(exist_ok=True)
    return place


def _in_language(
    browser: Browser, base: str, asked: Asked, week: ExpectedWeek, place: Path, progress: Progress
) -> Taken:
    told = week.brief
    shown: list[Shown] = []
    with ExitStack() as opened:
        # One for all shots of a scale: what the first has fetched and compiled, the others have.
        cameras: dict[float, Camera] = {}
        for expected in week.shots:
            shot = expected.shot
            progress(f"{shot.name} ({told.language})")
            if shot.scale not in cameras:
                made = new_context(browser, shot.width, shot.height, shot.scale, told.language)
                cameras[shot.scale] = Camera(opened.enter_context(made), base, asked.patience.page)
            one = cameras[shot.scale].shoot(expected)
            if "png" in asked.formats:
                (place / f"{shot.name}.png").write_bytes(one.png)
            shown.append(replace(one, png=b""))
    glyphs.check([one.text for one in shown] + [sentence.text for sentence in told.sentences])
    if "pdf" not in asked.formats:
        return Taken(week, place, shown)
    with new_context(browser, 1123, 794, 1, told.language) as context:
        parts = printed(context, told, shown)
        with apart(_pages_in, parts) as counted:
            return Taken(week, place, shown, parts, printed_feet(context, told, counted()))


# Both import what they need themselves: in a process of their own, and not in this one beside the browser.
def _computed(asked: Asked) -> list[ExpectedWeek]:
    from dashboard.export.computed_week import computed_week
    from dashboard.export.shots.shots import shot_list

    languages = asked.languages or shot_list(asked.listed).languages
    return computed_week(asked.week, asked.day, languages, is_printed="pdf" in asked.formats)


def _pages_in(parts: Sequence[Part]) -> int:
    from dashboard.export.pdf.joined import pages_in

    return pages_in(parts)
