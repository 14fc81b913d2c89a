"""What a week is told from, in the place of what holds now."""

import os
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path


@contextmanager
def told_from(frozen: Path) -> Iterator[None]:
    """While this lasts, this process reads what the week is told from, as the export's server does."""
    before = os.environ.get("COOPERATION_DATA")
    os.environ["COOPERATION_DATA"] = str(frozen)
    try:
        yield
    finally:
        if before is None:
            del os.environ["COOPERATION_DATA"]
        else:
            os.environ["COOPERATION_DATA"] = before
