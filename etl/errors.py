"""What stops us. A bad cell is not here: it is a `Problem` and the work goes on.

CooperationError
├── WorkbookRefused     the workbook cannot be taken at all; carries a refusal code
├── WarehouseBusy       another process is loading
├── WarehouseDamaged    the version that the pointer names is not there or cannot be opened
├── UnknownLoad         no load has this id
├── Stale               what a draft would change is no longer what was shown
└── ReferenceBroken     a reference table or source description contradicts itself
"""

from collections.abc import Mapping
from typing import Any


class CooperationError(Exception):
    """Something that stops us, said in one sentence: what, where, what to do now."""


class WorkbookRefused(CooperationError):
    """The workbook cannot be read or is not one of ours."""

    def __init__(self, code: str, message: str) -> None:
        super().__init__(message)
        self.code = code
        self.message = message


class WarehouseBusy(CooperationError):
    """Another process holds the one writer's lock."""


class WarehouseDamaged(CooperationError):
    """The current version is missing or cannot be opened."""


class UnknownLoad(CooperationError):
    """No load has the id that was asked for."""


class ReferenceBroken(CooperationError):
    """A reference table or a source description contradicts itself."""


class Stale(CooperationError):
    """What a draft would change is no longer what was shown: `differs` has {table: {kind: [then, now]}}."""

    def __init__(self, sentence: str, differs: Mapping[str, Any]) -> None:
        super().__init__(sentence)
        self.differs = differs
