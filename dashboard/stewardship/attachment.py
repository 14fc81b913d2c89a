"""Files to take away, which a browser saves under the name that they came with and never opens itself."""

import re
import unicodedata
from pathlib import Path
from urllib.parse import quote

from starlette.responses import FileResponse, Response

# What no system takes in a file's name, or takes for a path.
_NOT_IN_NAMES = re.compile(r'[<>:"/\\|?*%]')
LONGEST_NAME = 120
BYTES = "application/octet-stream"


def file_name(written: str) -> str:
    """A name for a file: what was written, without what acts, hides or leads elsewhere."""
    seen = "".join(sign for sign in written if unicodedata.category(sign)[0] != "C")
    name = _NOT_IN_NAMES.sub("_", seen).strip(". ")
    stem, dot, ending = name.rpartition(".")
    if dot and len(ending) <= 5:
        return f"{stem[: LONGEST_NAME - len(ending) - 1]}.{ending}"
    return name[:LONGEST_NAME] or "workbook"


def attachment(content: bytes | Path, name: str, media_type: str = BYTES) -> Response:
    """The answer that hands over bytes, or a file as it lies there, under a name made safe (RFC 6266, RFC 5987)."""
    safe = file_name(name)
    plain = re.sub(r"[^A-Za-z0-9._ -]", "_", safe)
    headers = {
        "content-disposition": f"attachment; filename=\"{plain}\"; filename*=UTF-8''{quote(safe, safe='')}",
        "cache-control": "no-store",
        "x-content-type-options": "nosniff",
    }
    if isinstance(content, Path):
        return FileResponse(content, headers=headers, media_type=media_type)
    return Response(content, headers=headers, media_type=media_type)
