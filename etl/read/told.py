"""What the child tells the parent while it reads."""

import sys

from etl.read.parent import READ, ROWS
from etl.read.plain_sheet import Rows


class Told:
    """Tells the parent how many rows there are, and how many more are read; what was told once of a sheet, no more."""

    def __init__(self) -> None:
        self._told: dict[tuple[str, bytes], int] = {}

    def tell(self, sheet: str, rows: Rows) -> None:
        """So many rows of the sheet are read, and about so many there are."""
        for what, count in ((ROWS, rows.about), (READ, rows.read)):
            before = self._told.get((sheet, what), 0)
            # A guess may be a little off, and is left as it was.
            if count > before + (before // 10 if what == ROWS else 0):
                sys.stderr.buffer.write(b"%s%d\n" % (what, count - before))
                self._told[sheet, what] = count
        sys.stderr.buffer.flush()
