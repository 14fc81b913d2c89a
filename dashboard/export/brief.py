"""The week in sentences, each with the numbers that it rests on; no sentence without a change behind it."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field, replace
from typing import Any

from dashboard.card import card
from dashboard.changes import amount
from dashboard.indicators.difference import Difference, last_friday
from dashboard.indicators.registry import INDICATORS
from dashboard.reader import Reader
from dashboard.text.format import count, day
from dashboard.text.names import Names
from dashboard.text.sentences import GROUPS, week_sentences
from dashboard.wording import unit_word, written

MOST = 8
MOST_NAMES = 4
CHANGED = (*(indicator for group in GROUPS for indicator in group), "participants")
STALLED, FIRST = "stalled", "new_partners"


@dataclass(frozen=True)
class Told:
    """A sentence; `basis` says its numbers in words, `numbers` has them by indicator as (before, now)."""

    text: str
    basis: str
    numbers: dict[str, tuple[float | None, float | None]] = field(default_factory=dict)


@dataclass(frozen=True)
class Brief:
    """What stands on the first page of the PDF, the first slide, and in a message."""

    language: str
    title: str
    subtitle: str
    sentences: tuple[Told, ...]
    facts: tuple[tuple[str, str], ...]
    foot: str


def brief(reader: Reader, week: str) -> Brief:
    """The brief of the week for one reader, in their language, as of the reader's day."""
    language = reader.language
    as_of = day(reader.today, language)
    since = day(last_friday(reader.today), language)
    facts = (
        (reader.t("file.as_of"), as_of),
        (reader.t("file.filters"), reader.t("file.none")),
        (reader.t("file.version"), reader.version.name),
        (reader.t("export.since"), since),
    )
    foot = reader.t("export.foot", week=week, date=as_of, version=reader.version.name)
    title = reader.t("export.title", week=week)
    return Brief(language, title, reader.t("export.subtitle", date=as_of, since=since), told(reader), facts, foot)


def told(reader: Reader) -> tuple[Told, ...]:
    """At most `MOST` sentences; one that says so when nothing changed."""
    found = {indicator: reader.difference(indicator) for indicator in (*CHANGED, STALLED)}
    sentences = [
        *_changed(reader, found),
        *_behind(reader),
        *_first_meetings(reader, found[FIRST]),
        *_stalled(reader, found[STALLED]),
    ]
    if not sentences:
        return (Told(reader.t("export.quiet"), reader.t("export.quiet_basis")),)
    return tuple(sentences[:MOST])


def _changed(reader: Reader, found: dict[str, Difference | None]) -> Iterable[Told]:
    """The largest changes with their causes, as the overview tells them."""
    known = [each for each in (found[name] for name in CHANGED) if each]
    sentences = week_sentences(
        reader.language,
        known,
        lambda indicator: reader.t(f"indicator.{indicator}.name"),
        lambda indicator, value: f"{written(reader, indicator, value)} {unit_word(reader, indicator)}".strip(),
        lambda indicator, value: amount(reader, indicator, value or 0),
    )
    for sentence in sentences if known else ():
        if sentence.indicator:
            difference = found[sentence.indicator]
            assert difference
            yield Told(sentence.finding, sentence.cause, {sentence.indicator: (difference.before, difference.now)})


def _behind(reader: Reader) -> Iterable[Told]:
    """What has fallen behind its target's due share since last Friday, the furthest first."""
    before = _as_of(reader, last_friday(reader.today))
    fallen = []
    for indicator in _with_targets(reader):
        now, then = card(reader, indicator), card(before, indicator)
        if now.light == "behind" and then.light != "behind" and now.ahead is not None:
            fallen.append((now.ahead, now))
    for _, now in sorted(fallen, key=lambda one: one[0])[:2]:
        words = {"name": now.name, "points": f"{abs(now.ahead or 0):.0f}"}
        numbers = {now.indicator: (before.values(now.indicator).total, reader.values(now.indicator).total)}
        yield Told(reader.t("export.behind", **words), now.progress_text, numbers)


def _first_meetings(reader: Reader, difference: Difference | None) -> Iterable[Told]:
    """Bodies met for the first time since last Friday, by name."""
    if not difference or difference.total <= 0:
        return
    before, shown = _as_of(reader, last_friday(reader.today)), reader.names("partners")
    then = {row["partner"] for row in before.values("meetings", "partner").rows}
    new = [
        row["partner"]
        for row in reader.values("meetings", "partner").rows
        if row["partner"] and row["partner"] not in then
    ]
    if new:
        numbers = {FIRST: (difference.before, difference.now)}
        basis = reader.t(
            "export.from_to",
            before=written(reader, FIRST, difference.before),
            now=written(reader, FIRST, difference.now),
        )
        yield Told(
            reader.t("export.first", count=count(len(new), reader.language), names=_named(reader, new, shown)),
            basis,
            numbers,
        )


def _stalled(reader: Reader, difference: Difference | None) -> Iterable[Told]:
    """Matters that have become overdue, or are no longer."""
    if not difference or not difference.total:
        return
    key = "export.stalled_more" if difference.total > 0 else "export.stalled_less"
    words = {"amount": amount(reader, STALLED, difference.total), "value": written(reader, STALLED, difference.now)}
    basis = reader.t("export.from_to", before=written(reader, STALLED, difference.before), now=words["value"])
    yield Told(reader.t(key, **words), basis, {STALLED: (difference.before, difference.now)})


def _as_of(reader: Reader, on: Any) -> Reader:
    return replace(reader, filters=replace(reader.filters, as_of=on))


def _with_targets(reader: Reader) -> list[str]:
    named = {row["indicator"] for row in reader.reference("targets")}
    return [indicator for indicator in INDICATORS if indicator in named]


def _named(reader: Reader, partners: Sequence[str], shown: Names) -> str:
    names = reader.t("phrase.separator").join(shown(partner) for partner in partners[:MOST_NAMES])
    return names if len(partners) <= MOST_NAMES else reader.t("export.and_others", names=names)
