"""What an office decides about access and quantities: `policy.toml` here, overridden by that of the data folder."""

import tomllib
from dataclasses import dataclass
from pathlib import Path
from typing import Any, cast

from etl.errors import ReferenceBroken
from etl.messages import message
from etl.places import data_folder

FILE = "policy.toml"


@dataclass(frozen=True)
class Policy:
    """Sizes in bytes, times in the unit of the name."""

    four_eyes: bool
    viewers_without_sign_in: bool
    smallest_people: int
    session_hours: int
    idle_minutes: int
    failures_before_lock: int
    lock_minutes: int
    own_undo_days: int
    upload_files_per_hour: int
    upload_bytes_per_hour: int
    upload_files_at_once: int
    drafts_per_person: int
    least_free_disk: int
    allowed_hosts: tuple[str, ...]


def read_policy(folder: Path) -> Policy:
    """The policy of an office. Raises `ReferenceBroken` for an unknown setting or one of another kind."""
    stated = _read(Path(__file__).with_name(FILE))
    own = folder / FILE
    if own.exists():
        stated |= _read(own)
    return Policy(**stated)


def _read(path: Path) -> dict[str, Any]:
    try:
        with path.open("rb") as file:
            stated: dict[str, Any] = tomllib.load(file)
    except (OSError, ValueError) as error:  # not there any more, not TOML, not UTF-8
        raise ReferenceBroken(message("policy_unreadable", seen=path.name)) from error
    return {name: _checked(name, value) for name, value in stated.items()}


def _checked(name: str, value: object) -> bool | int | tuple[str, ...]:
    known = Policy.__annotations__
    if name not in known:
        raise ReferenceBroken(message("policy_unknown", seen=name[:40]))
    if known[name] is bool:
        if isinstance(value, bool):
            return value
        raise ReferenceBroken(message("policy_no_choice", seen=name))
    if known[name] is int:
        if isinstance(value, int) and not isinstance(value, bool) and value >= 0:
            return value
        raise ReferenceBroken(message("policy_no_number", seen=name))
    if isinstance(value, list) and all(isinstance(text, str) for text in value):
        return tuple(value)
    raise ReferenceBroken(message("policy_no_list", seen=name))


class _WhenAsked:
    """Reads the policy when it is first asked for, so that a wrong file is said by the command, not by an import."""

    def __getattr__(self, name: str) -> Any:
        if name not in Policy.__dataclass_fields__:
            raise AttributeError(name)
        self.__dict__.update(vars(read_policy(data_folder())))
        return self.__dict__[name]


POLICY = cast(Policy, _WhenAsked())


def forget_policy() -> None:
    """The next one who asks reads the files again."""
    POLICY.__dict__.clear()
