"""An office's own editions of reference tables, written whole or not at all."""

import os
import secrets

from etl import reference
from etl.definitions import FILE as DEFINITIONS
from etl.definitions import forget
from etl.places import SAMPLES, own_reference_folder, reference_file

SAMPLE_TARGETS = "targets.csv"


def keep_own(name: str, content: bytes) -> None:
    """Makes `content` the office's own edition of the reference file `name`. It counts from the next version on."""
    reference_file(name)  # refuses a name that could lead elsewhere
    folder = own_reference_folder()
    folder.mkdir(parents=True, exist_ok=True)
    draft = folder / f"{name}.{secrets.token_hex(4)}"
    try:
        with draft.open("wb") as file:
            file.write(content)
            file.flush()
            os.fsync(file.fileno())
        os.replace(draft, folder / name)
    finally:
        draft.unlink(missing_ok=True)
    reference.forget()
    if name == DEFINITIONS:
        forget()


def keep_sample_targets() -> None:
    """The made-up targets that go with the sample workbooks, for an office that has none of its own yet."""
    if not (own_reference_folder() / SAMPLE_TARGETS).exists():
        keep_own(SAMPLE_TARGETS, (SAMPLES / SAMPLE_TARGETS).read_bytes())
