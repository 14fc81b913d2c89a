"""A card: one figure with its changes in words, its light against the target, its course and its definition."""

from dataclasses import dataclass

from dashboard.changes import changes
from dashboard.indicators.comparison import year_of
from dashboard.indicators.periods import axis, fitting_unit
from dashboard.indicators.progress import ahead, due_share
from dashboard.indicators.targets import light, target
from dashboard.indicators.values import Values
from dashboard.reader import Reader
from dashboard.stale import stale_words
from dashboard.text.format import count
from dashboard.wording import small_numbers, total_words, unit_word, written

_LIGHT_WORDS = {"on_track": "light.on_track", "watch": "light.watch", "behind": "light.behind", "": ""}


@dataclass(frozen=True)
class Progress:
    """How a year stands against its target; `done` and `due` are shares of it, `ahead` is in percentage points.

    `due` is None for a rate: its target is a level, which is not reached month by month.
    """

    light: str = ""
    done: float | None = None
    due: float | None = None
    ahead: float | None = None
    text: str = ""


@dataclass(frozen=True)
class Card:
    """Everything that a card shows, in the reader's words."""

    indicator: str
    name: str
    value: str
    unit: str
    definition: str
    changes: tuple[str, ...]  # in words, most telling first
    arrow: str  # of the first: up | down | flat, or none
    light: str  # on_track | watch | behind, or none
    light_word: str
    progress: float | None  # shares of the year's target: done,
    due: float | None  # and due by the day
    progress_text: str
    course: tuple[float | None, ...]  # None where nothing is recorded
    course_kind: str  # bar | line
    is_example: bool
    example_word: str
    page: str  # the page that tells more
    ahead: float | None = None  # percentage points ahead of what is due
    is_stale: bool = False
    stale: str = ""  # which workbooks are out of date


def card(reader: Reader, indicator: str) -> Card:
    """The card of an indicator under the reader's filters."""
    values = reader.values(indicator)
    found = changes(reader, indicator)
    stands = _progress(reader, indicator)
    stale = stale_words(reader, (indicator,))
    is_rate = values.indicator.unit == "ratio"
    return Card(
        indicator=indicator,
        name=reader.t(f"indicator.{indicator}.name"),
        value=total_words(reader, values),
        unit=unit_word(reader, indicator) if values.total is not None else "",
        definition=_definition(reader, values, stands, is_from_zero=any(change.is_from_zero for change in found)),
        changes=tuple(change.words for change in found),
        arrow=found[0].arrow if found else "",
        light=stands.light,
        light_word=reader.t(_LIGHT_WORDS[stands.light]) if stands.light else "",
        progress=stands.done,
        due=stands.due,
        progress_text=stands.text,
        course=_course(reader, indicator),
        course_kind="line" if is_rate else "bar",
        is_example=values.is_example,
        example_word=reader.t("panel.example_short"),
        page=values.indicator.topic,
        ahead=stands.ahead,
        is_stale=bool(stale),
        stale=stale,
    )


def public_card(reader: Reader, indicator: str) -> Card:
    """The card of a public total, for those who see nothing else of everybody: the figure and what it means."""
    values = reader.public_total(indicator)
    definition = reader.t(f"indicator.{indicator}.definition")
    return Card(
        indicator=f"public-{indicator}",
        name=reader.t("public.name", name=reader.t(f"indicator.{indicator}.name")),
        value=total_words(reader, values),
        unit=unit_word(reader, indicator) if values.total is not None else "",
        definition="\n\n".join(filter(None, (definition, small_numbers(reader, indicator)))),
        changes=(reader.t("public.whole"),),
        arrow="",
        light="",
        light_word="",
        progress=None,
        due=None,
        progress_text="",
        course=(),
        course_kind="bar",
        is_example=values.is_example,
        example_word=reader.t("panel.example_short"),
        page="",
    )


def _definition(reader: Reader, values: Values, stands: Progress, *, is_from_zero: bool) -> str:
    """The definition, of how many cases the record states the amount that is added, and what else needs a word."""
    indicator = values.indicator.id
    parts = [reader.t(f"indicator.{indicator}.definition")]
    row = values.rows[0] if values.rows else {}
    if (row.get("known") or 0) < (row.get("cases") or 0):
        parts.append(reader.t("known", known=count(row["known"], reader.language), cases=row["cases"]))
    if stands.ahead is not None and stands.due is not None:
        points = reader.t("unit.points", number=f"{abs(stands.ahead):.0f}")
        parts.append(reader.t("target.ahead" if stands.ahead >= 0 else "target.behind", points=points))
    if note := small_numbers(reader, indicator):
        parts.append(note)
    if is_from_zero:
        parts.append(reader.t("change.from_zero"))
    return "\n\n".join(parts)


def _progress(reader: Reader, indicator: str) -> Progress:
    chosen = year_of(reader.filters, reader.today)
    if not chosen:
        return Progress()
    year, days = chosen
    found = target(reader.reference("targets"), indicator, year)
    values = reader.values(indicator, filters=days)
    reached = values.total
    if not found or (reached is None and found.unit == "ratio") or values.is_suppressed:
        return Progress()
    words = {
        "year": year,
        "target": written(reader, indicator, found.value),
        "example": reader.t("target.example") if found.is_example else " ",
    }
    if reached is not None and found.unit == "ratio":
        points = ahead(reached, found.value)
        missing = reader.t("unit.points", number=f"{abs(points):.1f}")
        text = (
            reader.t("target.level_reached", **words)
            if points >= 0
            else reader.t("target.level", points=missing, **words)
        )
        return Progress(light(reached, found.value), reached / found.value, None, points, text)
    done, due = (reached or 0) / found.value, due_share(year, reader.today)
    shares = {"done": f"{done * 100:.0f}%", "due": f"{due * 100:.0f}%"}
    if reader.is_phone or reader.view == "screen":
        text = reader.t("target.progress_short", example=words["example"], **shares)
    else:
        text = reader.t("target.progress", **words, **shares)
    return Progress(light(done, due), done, due, ahead(done, due), text)


def _course(reader: Reader, indicator: str) -> tuple[float | None, ...]:
    """The values in order of time, from the first that is recorded; none for figures that overlap in time."""
    defined = reader.values(indicator).indicator
    start, end = reader.filters.start, reader.filters.end
    unit = fitting_unit(start, end or (reader.today if start else None))
    if defined.published or unit not in defined.dimensions:
        return ()
    found = {row[unit]: row["value"] for row in reader.values(indicator, unit).rows if row[unit]}
    keys = axis([{unit: key} for key in found], unit, reader.filters, reader.today)
    return tuple(found.get(key) for key in keys) if len(keys) > 1 else ()
