"""What a week says and shows in a language, as plain data: computed before anything is drawn."""

from dataclasses import dataclass

from dashboard.export.sentences import Brief
from dashboard.export.shooting.expected import Expected


@dataclass(frozen=True)
class ExpectedWeek:
    """The version of the warehouse that it is told from, its sentences, and its shots."""

    version: str
    brief: Brief
    shots: tuple[Expected, ...]
