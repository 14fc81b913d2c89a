"""What changed this week, in three sentences, each with its cause."""

from collections.abc import Sequence

from dashboard.changes import amount
from dashboard.indicators.difference import Difference, last_friday
from dashboard.panel import Panel, unit_word, written
from dashboard.reader import Reader
from dashboard.records_behind import LISTING_OF, RecordsBehind
from dashboard.text.format import count, day
from dashboard.text.sentences import CAUSE_WORDS, GROUPS, Sentence, week_sentences

_INDICATORS = tuple(indicator for group in GROUPS for indicator in group)
_ARROWS = {"up": "▲", "down": "▼", "flat": "–"}


def sentences(reader: Reader) -> tuple[Sentence, ...]:
    """The week's sentences under the reader's filters; none when nothing had been loaded by last Friday."""
    found = [reader.difference(indicator) for indicator in _INDICATORS]
    known = [each for each in found if each]
    if not known:
        return ()
    return week_sentences(
        reader.language,
        known,
        lambda indicator: reader.t(f"indicator.{indicator}.name"),
        lambda indicator, value: f"{written(reader, indicator, value)} {unit_word(reader, indicator)}".strip(),
        lambda indicator, value: amount(reader, indicator, value or 0),
    )


def week_changes(reader: Reader, *, height: int) -> Panel:
    """The panel: one line a sentence, the finding beside its cause."""
    friday = day(last_friday(reader.today), reader.language)
    told = sentences(reader)
    change, cause = reader.t("column.change"), reader.t("column.cause")
    if not told:
        first = {change: reader.t("week.sub_first", date=friday)}
        # Without a load that counts nothing is the first: all that there were are undone.
        return Panel(
            reader.t("week.first" if reader.loads else "week.undone"),
            reader.t("week.sub", date=friday),
            (),
            table=(first,),
            height=height,
        )
    found = [reader.difference(indicator) for indicator in _INDICATORS]
    changed = [each for each in found if each and any(part.value for part in each.parts)]
    if changed:
        title = reader.t("week.title_count", count=count(len(changed), reader.language))
        rows = tuple({change: f"{_ARROWS[one.arrow]} {_marked(reader, one)}", cause: one.cause} for one in told)
    else:
        title, rows = told[0].finding, ({change: told[0].cause},)
    named = tuple(one.indicator for one in told if one.indicator)
    return Panel(
        title,
        reader.t("week.sub", date=friday),
        named,
        table=rows,
        rows_records=tuple(_behind(reader, changed, one) for one in told) if changed else (),
        alt=reader.t("phrase.pause").join(one.finding for one in told),
        is_example=bool(named) and all(reader.values(indicator).is_example for indicator in named),
        height=height,
    )


def _marked(reader: Reader, sentence: Sentence) -> str:
    """The finding, which says itself that made-up rows are in it: those beside it may be real."""
    if sentence.indicator and reader.values(sentence.indicator).is_example:
        return sentence.finding + reader.t("target.example").rstrip()
    return sentence.finding


def _behind(reader: Reader, changed: Sequence[Difference], sentence: Sentence) -> RecordsBehind | None:
    """The records that made the sentence's change, each with its first cause; none for a sentence without any."""
    parts = next((each.parts for each in changed if each.indicator == sentence.indicator), ())
    causes: dict[str, str] = {}
    for part in parts:
        for _, id in part.rows:
            causes.setdefault(id, reader.t(CAUSE_WORDS[part.cause]))
    if not causes:
        return None
    return RecordsBehind(LISTING_OF[sentence.rows[0][0]], tuple(causes.items()), last_friday(reader.today))
