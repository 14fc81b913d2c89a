"""Every limit on what a workbook may be: `limits.toml` beside this file, overridden by that of the data folder."""

import tomllib
from dataclasses import dataclass, fields
from pathlib import Path
from typing import Any, cast

from etl.errors import ReferenceBroken
from etl.messages import message
from etl.places import data_folder

FILE = "limits.toml"


@dataclass(frozen=True)
class Limits:
    """Sizes in bytes, time in seconds. Beyond any of them a workbook is refused."""

    file_bytes: int
    unpacked_bytes: int
    members: int
    cells: int
    sheets: int
    cell_characters: int
    child_memory_bytes: int
    child_cpu_seconds: int
    child_wall_seconds: int


def read_limits(folder: Path) -> Limits:
    """The limits of an office. Raises `ReferenceBroken` for an unknown limit or one that is no number."""
    stated = _read(Path(__file__).with_name(FILE))
    own = folder / FILE
    if own.exists():
        stated |= _read(own)
    return Limits(**stated)


def _read(path: Path) -> dict[str, int]:
    try:
        with path.open("rb") as file:
            stated: dict[str, Any] = tomllib.load(file)
    except (OSError, ValueError) as error:  # not there any more, not TOML, not UTF-8
        raise ReferenceBroken(message("limits_unreadable", seen=path.name)) from error
    known = {limit.name for limit in fields(Limits)}
    for name, value in stated.items():
        if name not in known:
            raise ReferenceBroken(message("limit_unknown", seen=name, known="、".join(sorted(known))))
        if not isinstance(value, int) or isinstance(value, bool) or value < 1:
            raise ReferenceBroken(message("limit_no_number", seen=name))
    return stated


class _WhenAsked:
    """Reads the limits when one is first asked for, so that a wrong file is said by the command, not by an import."""

    def __getattr__(self, name: str) -> int:
        if name not in Limits.__dataclass_fields__:
            raise AttributeError(name)
        self.__dict__.update(vars(read_limits(data_folder())))
        return int(self.__dict__[name])


LIMITS = cast(Limits, _WhenAsked())


def forget_limits() -> None:
    """The next one who asks reads the files again."""
    LIMITS.__dict__.clear()
