"""What a copy of an xlsx no longer holds: charts, pictures, macros and the like, counted in both packages."""

import re
import tomllib
import zipfile
from functools import cache
from pathlib import Path

from etl.source import FOLDER

_CHUNK = 1_000_000
# Charts are written again from what is known of them.
REDRAWN = "charts_redrawn"


@cache
def _kinds() -> dict[str, tuple[re.Pattern[str], re.Pattern[bytes] | None]]:
    """Kind → the names of its parts, and its sign inside them."""
    with (FOLDER / "parts.toml").open("rb") as file:
        data = tomllib.load(file)
    return {
        kind: (re.compile(said["parts"]), re.compile(said["sign"].encode()) if "sign" in said else None)
        for kind, said in data.items()
    }


def lost_parts(original: Path, copy: Path) -> dict[str, int]:
    """Kind → how many of it the copy has fewer. `charts_redrawn`: as many charts, which may look different."""
    before, after = _counts(original), _counts(copy)
    lost = {kind: before[kind] - after[kind] for kind in before if before[kind] > after[kind]}
    if before["charts"] and "charts" not in lost:
        lost[REDRAWN] = before["charts"]
    return lost


def _counts(path: Path) -> dict[str, int]:
    counts = dict.fromkeys(_kinds(), 0)
    with zipfile.ZipFile(path) as archive:
        for name in archive.namelist():
            for kind, (parts, sign) in _kinds().items():
                if parts.fullmatch(name):
                    counts[kind] += _count(archive, name, sign) if sign else 1
    return counts


def _count(archive: zipfile.ZipFile, name: str, sign: re.Pattern[bytes]) -> int:
    """How often a sign stands in a part, which is not unpacked at once."""
    found, rest = 0, b""
    with archive.open(name) as part:
        while chunk := part.read(_CHUNK):
            whole = rest + chunk
            # A sign that the end of the chunk cuts is looked at with the next one.
            cut = whole.rfind(b"<")
            found += len(sign.findall(whole, 0, cut))
            rest = whole[max(cut, 0) :]
    return found + len(sign.findall(rest))
