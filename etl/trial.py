"""What would be: a version made from the current one to be looked at, and never published."""

import secrets
import shutil
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING

from etl.draft import Draft
from etl.places import data_folder
from etl.publish import rebuild_state
from etl.warehouse import open_warehouse

if TYPE_CHECKING:
    from duckdb import DuckDBPyConnection as Connection


@contextmanager
def trial(change: "Callable[[Connection], object]") -> Iterator[Path]:
    """The file of a version in which `change` was made, with its state; gone afterwards."""
    folder = data_folder() / "trials" / secrets.token_hex(8)
    folder.mkdir(parents=True)
    try:
        draft = Draft(folder, open_warehouse().current())
        try:
            draft.open()
            change(draft.connection)
            rebuild_state(draft.connection)
            name = draft.finish()
        finally:
            draft.discard()
        yield folder / f"{name}.duckdb"
    finally:
        shutil.rmtree(folder, ignore_errors=True)
