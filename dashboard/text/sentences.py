"""Which changes of a week are worth a sentence, and the sentences: a finding, and its cause in parts that sum to it."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from dashboard.text import t

if TYPE_CHECKING:
    from dashboard.indicators.difference import Difference, Part

# By importance: of each group first the largest change, then of the groups in turn what is left.
GROUPS = (
    ("contracts", "landed", "started", "production"),
    ("mous", "intentions"),
    ("delegations", "meetings", "new_partners"),
    ("talent_in", "talent_out"),
)
MOST = 3
CAUSE_WORDS = {
    "new": "cause.new",
    "corrected": "cause.corrected",
    "undone": "cause.undone",
    "decided": "cause.decided",
    "defined": "cause.defined",
    "elapsed": "cause.elapsed",
}
# Causes said also when they are zero.
_ALWAYS = ("new", "corrected", "undone")
Written = Callable[[str, float | None], str]


@dataclass(frozen=True)
class Sentence:
    """A finding and, in parts that sum to it, its cause. `rows` are the (table, id) of the records that did it."""

    indicator: str
    arrow: str  # up | down | flat
    finding: str
    cause: str
    rows: tuple[tuple[str, str], ...] = ()


def week_sentences(
    language: str,
    found: Sequence["Difference"],
    names: Callable[[str], str],
    written: Written,
    sized: Written,
    most: int = MOST,
) -> tuple[Sentence, ...]:
    """At most `most` sentences; a quiet week says that it is one, and fewer changes that all else stayed.

    `names` gives an indicator's name, `written` a value of it with its unit, `sized` the size of a difference.
    """
    told = [_sentence(language, each, names, written, sized) for each in chosen(found, most)]
    if not told:
        return (Sentence("", "flat", t("week.quiet", language), t("week.quiet_cause", language)),)
    if len(told) < most:
        told.append(Sentence("", "flat", t("week.rest", language), ""))
    return tuple(told)


def chosen(found: Sequence["Difference"], most: int = MOST) -> list["Difference"]:
    """The differences worth a sentence, most important first; one whose parts cancel each other is told as well."""
    known = {each.indicator: each for each in found if any(part.value for part in each.parts)}
    groups = [sorted((known[name] for name in group if name in known), key=_smallness) for group in GROUPS]
    first = [group[0] for group in groups if group]
    return [*first, *(each for group in groups for each in group[1:])][:most]


def _smallness(difference: "Difference") -> float:
    return -abs(difference.total) / max(abs(difference.before or 0), 1)


def _sentence(
    language: str, difference: "Difference", names: Callable[[str], str], written: Written, sized: Written
) -> Sentence:
    total, indicator = difference.total, difference.indicator
    key, arrow = ("week.more", "up") if total > 0 else ("week.less", "down") if total else ("week.same", "flat")
    words = {"name": names(indicator), "value": written(indicator, difference.now)}
    if total:
        words["amount"] = sized(indicator, total)
    cause = _cause(language, difference, lambda value: sized(indicator, value))
    return Sentence(indicator, arrow, t(key, language, **words), cause, difference.rows)


def _cause(language: str, difference: "Difference", sized: Callable[[float], str]) -> str:
    """What each cause adds or takes, then the causes that did nothing."""
    parts = {part.cause: part for part in difference.parts}
    told = [_part(language, parts[cause], sized) for cause in CAUSE_WORDS if parts[cause].value]
    zero = [t(CAUSE_WORDS[cause], language) for cause in _ALWAYS if not parts[cause].value]
    if zero:
        causes = t("phrase.separator", language).join(zero)
        told.append(t("week.zeros" if len(zero) > 1 else "week.zero", language, causes=causes))
    return t("phrase.pause", language).join(told)


def _part(language: str, part: "Part", sized: Callable[[float], str]) -> str:
    value = f"{'+' if part.value > 0 else '−'}{sized(part.value)}"
    key = "week.part" if part.rows else "week.part_alone"
    words = {"cause": t(CAUSE_WORDS[part.cause], language), "value": value}
    return t(key, language, **words, **({"rows": len(part.rows)} if part.rows else {}))
