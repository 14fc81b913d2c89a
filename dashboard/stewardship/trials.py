"""What a change would do to the numbers, found out on a trial version; nothing is published."""

import threading
from collections.abc import Callable
from typing import Any

from dashboard.stewardship.effects import effects
from dashboard.warehouse import Version
from etl.trial import trial

# A trial version takes a processor and a copy of the warehouse; readers of pages come first.
one_at_a_time = threading.Lock()


def effects_of(version: Version, change: Callable[[Any], object], language: str) -> list[dict[str, Any]]:
    """The effects of making a change in the version."""
    with one_at_a_time, trial(change) as after:
        return effects(version.path, after, language)
