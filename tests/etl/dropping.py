"""Drafts for tests: the tasks of the child process done in this one, which is faster and stops at a failure."""

from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from etl.intake import drafts, publishing, queue, trials, worker
from etl.intake.drafts import Drafts, open_drafts
from tests.conftest import Rows, build_workbook


def in_process(monkeypatch: pytest.MonkeyPatch) -> None:
    """No child: `run_task` does the task itself."""

    def run_task(task: str, folder: Path, *rest: str, hear: Callable[..., None] = print, **_: Any) -> Any:
        return worker.TASKS[task](folder, lambda line: None, *rest)

    for module in (drafts, publishing, queue, trials):
        monkeypatch.setattr(module, "run_task", run_task)


class Dropped:
    """One draft of one person, read whenever something was dropped or answered."""

    def __init__(self, folder: Path, by: str = "王") -> None:
        self.drafts: Drafts = open_drafts()
        self.by, self.id, self._folder = by, open_drafts().new(by), folder

    def drop(self, rows: Rows, name: str = "book.xlsx", **options: Any) -> str:
        """A real workbook with these rows; its sha256."""
        path = build_workbook(self._folder / "dropped.xlsx", rows, **options)
        digest: str = self.drafts.add(self.id, name, [path.read_bytes()], self.by)["sha256"]
        queue.read_waiting()
        return digest

    def answer(self, kind: str, **said: Any) -> None:
        self.drafts.answer(self.id, self.by, {"kind": kind, **said})
        queue.read_waiting()

    def summary(self, language: str = "en") -> dict[str, Any]:
        return self.drafts.summary(self.id, language)

    def workbook(self, place: int = 0) -> dict[str, Any]:
        found: dict[str, Any] = self.summary()["workbooks"][place]
        return found

    def table(self, place: int = 0) -> dict[str, Any]:
        found: dict[str, Any] = self.workbook()["tables"][place]
        return found

    def problems(self) -> list[tuple[str, str | None, str]]:
        return [(one["code"], one["cell"], one["seen"]) for one in self.workbook()["problems"]]

    def publish(self, by: str | None = None) -> dict[str, Any]:
        return self.drafts.publish(self.id, by or self.by)
