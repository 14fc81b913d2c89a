"""The sentences of a week, each with the numbers that it rests on; no sentence without a change behind it."""

from collections.abc import Collection, Iterable, Iterator, Sequence
from dataclasses import replace
from datetime import date
from itertools import islice

from dashboard.card import card
from dashboard.changes import amount, moved
from dashboard.export.sentences import Told
from dashboard.indicators.comparison import THIS_YEAR, comparisons
from dashboard.indicators.difference import Difference, last_friday
from dashboard.indicators.registry import INDICATORS
from dashboard.reader import Reader
from dashboard.text.format import count
from dashboard.text.names import Names
from dashboard.text.sentences import GROUPS, week_sentences
from dashboard.wording import unit_word, written

FEWEST, MOST = 5, 8
MOST_CHANGED = 4
MOST_NAMES = 4
CHANGED = (*(indicator for group in GROUPS for indicator in group), "participants")
STALLED, FIRST = "stalled", "new_partners"


def told(reader: Reader) -> tuple[Told, ...]:
    """Five to eight sentences, as far as there are changes: since last Friday, then against last year."""
    found = {indicator: reader.difference(indicator) for indicator in (*CHANGED, STALLED)}
    sentences = [
        *_changed(reader, found),
        *_behind(reader),
        *_first_meetings(reader, found[FIRST]),
        *_stalled(reader, found[STALLED]),
    ][:MOST]
    if not sentences and any(found.values()):
        sentences.append(Told(reader.t("export.quiet"), reader.t("export.quiet_basis")))
    known = {indicator for sentence in sentences for indicator in sentence.numbers}
    sentences += islice(_this_year(reader, known), max(0, FEWEST - len(sentences)))
    return tuple(sentences) or (Told(reader.t("export.none"), reader.t("export.none_basis")),)


def _changed(reader: Reader, found: dict[str, Difference | None]) -> Iterable[Told]:
    """The largest changes with their causes, as the overview tells them."""
    # Bodies met for the first time are told by name.
    known = [
        each for name, each in found.items() if each and name in CHANGED and not (name == FIRST and each.total > 0)
    ]
    sentences = week_sentences(
        reader.language,
        known,
        lambda indicator: reader.t(f"indicator.{indicator}.name"),
        lambda indicator, value: _sized(reader, indicator, value),
        lambda indicator, value: amount(reader, indicator, value or 0),
        MOST_CHANGED,
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


def _this_year(reader: Reader, known: Collection[str]) -> Iterator[Told]:
    """What differs from the same days of last year, in the order of importance, of what is not `known` yet."""
    compared = next((one for one in comparisons(reader.filters, reader.today) if one.kind == THIS_YEAR), None)
    for indicator in (*CHANGED, STALLED) if compared else ():
        assert compared
        now, then = (reader.values(indicator, filters=filters) for filters in (compared.now, compared.then))
        if indicator in known or now.is_suppressed or then.is_suppressed or now.total is None or then.total is None:
            continue
        if now.total == then.total:
            continue
        change, _ = moved(reader, indicator, now.total - then.total)
        name = reader.t(f"indicator.{indicator}.name")
        values = {"now": _sized(reader, indicator, now.total), "before": _sized(reader, indicator, then.total)}
        text = reader.t("export.this_year", name=name, value=values["now"], change=change)
        basis = reader.t("export.this_year_basis", **values)
        yield Told(text, basis, {indicator: (then.total, now.total)}, is_yearly=True)


def _sized(reader: Reader, indicator: str, value: float | None) -> str:
    return f"{written(reader, indicator, value)} {unit_word(reader, indicator)}".strip()


def _as_of(reader: Reader, on: date) -> Reader:
    return replace(reader, filters=replace(reader.filters, as_of=on))


def _with_targets(reader: Reader) -> list[str]:
    named = {row["indicator"] for row in reader.reference("targets")}
    return [indicator for indicator in INDICATORS if indicator in named]


def _named(reader: Reader, partners: Sequence[str], shown: Names) -> str:
    names = reader.t("phrase.separator").join(shown(partner) for partner in partners[:MOST_NAMES])
    return names if len(partners) <= MOST_NAMES else reader.t("export.and_others", names=names)
