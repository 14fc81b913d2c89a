"""A week as it must be, computed from the version that it is told from, beside the server that shows it."""

from collections.abc import Sequence
from datetime import date

from dashboard import warehouse
from dashboard.export.brief import brief
from dashboard.export.expected_week import ExpectedWeek
from dashboard.export.shooting.computed import expected_of
from dashboard.export.shooting.figures import reader_of
from dashboard.export.shots.shots import shots


def computed_week(week: str, day: date, languages: Sequence[str], *, is_printed: bool) -> list[ExpectedWeek]:
    """The week in each language. Raises `CooperationError`."""
    return [_in_language(week, day, language, is_printed=is_printed) for language in languages]


def _in_language(week: str, day: date, language: str, *, is_printed: bool) -> ExpectedWeek:
    found = shots(language)
    told = brief(reader_of(found[0], language, day), week)
    expected = tuple(expected_of(shot, language, day, is_printed=is_printed) for shot in found)
    return ExpectedWeek(warehouse.current().name, told, expected)
