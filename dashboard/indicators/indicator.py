"""What an indicator is: which cases it counts, by which day, in which unit. Words are in `dashboard/text`."""

from dataclasses import dataclass
from datetime import date


@dataclass(frozen=True)
class Indicator:
    """A defined number.

    `code` is the office's number for it (V1, S3 …). `facts` names the relation in `facts.py`. A case is what is counted
    once: `id`, or `id` with `partner` when every partner is a case of its own. `measure` is `count` (of cases), `sum`
    (of `amount` over cases) or `rate` (cases with `numerator` over all cases). `where` narrows the facts.
    `cohort` says which cases belong to a period.
    `published` figures may overlap in time and scope; only those that no broader figure covers are counted.
    """

    id: str
    code: str
    facts: str
    unit: str
    measure: str = "count"
    case: tuple[str, ...] = ("id",)
    where: str = "true"
    amount: str | None = None
    numerator: str | None = None
    published: bool = False
    basis: str = "number"
    cohort: str = "begun"
    version: int = 1
    valid_from: date = date(2012, 1, 1)

    @property
    def topic(self) -> str:
        """The page that tells about it: visits, intents or talent."""
        return {"V": "visits", "S": "intents", "R": "intents", "T": "talent"}[self.code[0]]

    @property
    def dimensions(self) -> tuple[str, ...]:
        """What it may be split by."""
        time = ("day", "week", "month", "quarter", "year")
        shared = (*time, "sector", "partner", "partner_kind", "town")
        more = {"visits": ("direction",), "intents": ("stage",), "talent": ("direction", "scheme", "published_sector")}
        return shared + more[self.topic]
