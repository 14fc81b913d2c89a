"""How long an export waits: `patience.toml` beside this file, overridden by that of the data folder."""

import tomllib
from dataclasses import dataclass, fields
from pathlib import Path
from typing import Any

from etl.errors import ReferenceBroken
from etl.messages import message
from etl.places import data_folder

FILE = "patience.toml"


@dataclass(frozen=True)
class Patience:
    """Whole seconds: for one page, for the start of the export's own server, for the whole export."""

    page: int
    server: int
    export: int


def read_patience() -> Patience:
    """The office's patience. Raises `ReferenceBroken` for what is unknown or no positive whole number."""
    stated = _read(Path(__file__).with_name(FILE))
    own = data_folder() / FILE
    if own.is_file():
        stated |= _read(own)
    return Patience(**stated)


def _read(path: Path) -> dict[str, int]:
    try:
        with path.open("rb") as file:
            stated: dict[str, Any] = tomllib.load(file)
    except (OSError, ValueError) as error:
        raise ReferenceBroken(message("patience_wrong", seen=path.name)) from error
    known = {one.name for one in fields(Patience)}
    for name, value in stated.items():
        if name not in known or not isinstance(value, int) or isinstance(value, bool) or value < 1:
            raise ReferenceBroken(message("patience_wrong", seen=f"{name} = {value}"[:60]))
    return stated
