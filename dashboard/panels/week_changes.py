"""What changed this week, in three sentences, each with its cause."""

from dashboard.changes import amount
from dashboard.indicators.difference import last_friday
from dashboard.panel import Panel, unit_word, written
from dashboard.reader import Reader
from dashboard.text.format import count, day
from dashboard.text.sentences import GROUPS, Sentence, week_sentences

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
        return Panel(reader.t("week.first"), reader.t("week.sub", date=friday), (), table=(first,), height=height)
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
        alt=reader.t("phrase.pause").join(one.finding for one in told),
        is_example=bool(named) and all(reader.values(indicator).is_example for indicator in named),
        height=height,
    )


def _marked(reader: Reader, sentence: Sentence) -> str:
    """The finding, which says itself that made-up rows are in it: those beside it may be real."""
    if sentence.indicator and reader.values(sentence.indicator).is_example:
        return sentence.finding + reader.t("target.example").rstrip()
    return sentence.finding
