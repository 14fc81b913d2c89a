"""The office's own list of shots: written whole, with the name of who wrote it, and given up again."""

import hashlib
import json
import os
import secrets
import threading
from collections.abc import Mapping
from typing import Any
from urllib.parse import parse_qs, quote, urlencode, urlsplit

from dashboard.export.shots.shot import FILE, SHIPPED, Shot
from dashboard.export.shots.shots import ShotList
from etl.errors import CooperationError
from etl.messages import message
from etl.places import data_folder

# What an address may hold and a shot does not choose: the export says it itself.
NOT_CHOSEN = ("language", "as_of", "view", "rotate")
MOST_CHOICES = 200
_writing = threading.Lock()


class ListChanged(CooperationError):
    """Somebody else has changed the list since it was shown."""


def is_own() -> bool:
    """Whether the office has a list of its own."""
    return (data_folder() / FILE).is_file()


def digest() -> str:
    """What tells one state of the list from another."""
    return hashlib.sha256((data_folder() / FILE if is_own() else SHIPPED).read_bytes()).hexdigest()


def keep(changed: ShotList, seen: str) -> None:
    """Makes it the office's list. Raises `ListChanged` when the one that holds is not the one that was seen."""
    with _writing:
        _check(seen)
        path = data_folder() / FILE
        draft = path.with_name(f"{FILE}.{secrets.token_hex(4)}")
        try:
            with draft.open("w", encoding="utf-8", newline="\n") as file:
                file.write(written(changed))
                file.flush()
                os.fsync(file.fileno())
            os.replace(draft, path)
        finally:
            draft.unlink(missing_ok=True)


def give_up(seen: str) -> None:
    """Back to what was shipped. Raises `ListChanged`."""
    with _writing:
        _check(seen)
        (data_folder() / FILE).unlink(missing_ok=True)


def _check(seen: str) -> None:
    if digest() != seen:
        raise ListChanged(message("shots_changed"))


def written(told: ShotList) -> str:
    """The list as its file holds it."""
    lines = [f"{name} = {_toml(value)}" for name, value in (("by", told.by), ("at", told.at)) if value]
    lines.append(f"languages = {_toml(told.languages)}")
    for shot in told.shots:
        fields: dict[str, object] = {"name": shot.name, "page": shot.page, **shot.choices}
        fields |= {"width": shot.width, "height": shot.height, "scale": shot.scale}
        fields |= {"languages": shot.languages} if shot.languages else {}
        lines += ["", "[[shot]]", *(f"{name} = {_toml(value)}" for name, value in fields.items())]
    return "\n".join(lines) + "\n"


def _toml(value: object) -> str:
    # A string, a number or a list of these is written alike in JSON.
    return json.dumps(value, ensure_ascii=False)


def chosen(query: str) -> dict[str, Any]:
    """What an address, or only its query, chooses; what the export says itself is left out. Raises `ValueError`."""
    text = query.strip()
    asked = urlsplit(text).query if "?" in text else "" if text.startswith(("/", "http")) else text
    found = parse_qs(asked, strict_parsing=True, max_num_fields=MOST_CHOICES) if asked else {}
    return {name: values for name, values in found.items() if name not in NOT_CHOSEN}


def query_of(shot: Shot) -> str:
    """What a shot chooses, as an address has it, in letters that can be read."""
    return urlencode(shot.choices, doseq=True, safe="", quote_via=lambda text, *_: _readable(text))


def _readable(text: str) -> str:
    return "".join(quote(sign, safe="") if sign in "%&=+#?" or sign.isspace() else sign for sign in text)


def difference(before: ShotList, now: ShotList) -> Mapping[str, Any]:
    """What a change did, for the record: names of shots added, removed and changed, and the languages when they did."""
    old, new = ({shot.name: shot for shot in told.shots} for told in (before, now))
    said: dict[str, Any] = {
        "added": [name for name in new if name not in old],
        "removed": [name for name in old if name not in new],
        "changed": [name for name in new if name in old and new[name] != old[name]],
        "moved": [*filter(old.__contains__, new)] != [*filter(new.__contains__, old)],
        "languages": list(now.languages) if now.languages != before.languages else [],
    }
    return {name: value for name, value in said.items() if value}
