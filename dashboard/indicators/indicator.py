"""What an indicator is: which cases it counts, by which day, in which unit. Words are in `indicators.toml`."""

from dataclasses import dataclass
from datetime import date

from dashboard.indicators.criteria import Criterion

UNITS = ("count", "persons", "cases", "CNY", "ratio", "days", "bodies", "enterprises")
MEASURES = ("count", "sum", "median", "rate", "ratio", "plan")
BASES = ("number", "amount", "persons")
COHORTS = (
    *("begun", "first_met", "met", "reached", "dated", "contracted", "intended", "stage_before"),
    *("due_start", "due_production", "planned_year", "as_at", "whole"),
)
PERIOD_RULES = ("begun", "due", "as_at", "whole", "plan_year")
_TIME = ("day", "week", "month", "quarter", "year")
_TOPICS = {"V": "visits", "S": "intents", "R": "intents", "F": "intents", "T": "talent"}


@dataclass(frozen=True)
class Indicator:
    """A defined number, in one version of its definition.

    `code` is the office's number for it (V1, S3 …). `facts` names the relation in `facts.py`. A case is what is counted
    once: `id`, or `id` with `partner` when every partner is a case of its own. `measure` is `count` (of cases), `sum`
    and `median` (of `amount` over cases), `rate` (cases that meet `numerator` over all cases), `ratio` (the sum of
    `amount` over that of `over`, of the cases that have both) or `plan` (another indicator's value, `of`, over its
    target for the year). `where` narrows the facts. `cohort` says which cases belong to a period.
    `published` figures may overlap in time and scope; only those that no broader figure covers are counted.
    Where it is not split by what it `needs`, it has no value: steps of different stages are not one number.
    `like` names what may be added to it: only indicators that are alike.
    """

    id: str
    code: str
    facts: str
    unit: str
    measure: str
    case: tuple[str, ...]
    where: tuple[Criterion, ...]
    numerator: tuple[Criterion, ...]
    amount: str | None
    over: str | None
    of: str | None
    published: bool
    needs: tuple[str, ...]
    like: str
    basis: str
    cohort: str
    period_rule: str
    owner: str
    version: int
    valid_from: date
    valid_until: date | None

    def __hash__(self) -> int:
        # Of two definitions few are alike in these; a hash of all that one says takes longer than what it counts.
        return hash((self.id, self.version, self.valid_from))

    @property
    def topic(self) -> str:
        """The page that tells about it: visits, intents or talent."""
        return _TOPICS[self.code[0]]

    @property
    def dimensions(self) -> tuple[str, ...]:
        """What it may be split by."""
        if self.measure == "plan":
            return ("indicator",)
        more = {
            "visits": ("direction",),
            "intents": ("stage",),
            "talent": ("direction", "scheme", "published_sector", "purpose"),
        }
        return (*_TIME, "sector", "partner", "partner_kind", "town", *more[self.topic])
