"""A packed workbook's directory, checked before anything is unpacked."""

import zipfile
from io import BytesIO

from etl.errors import WorkbookRefused
from etl.limits import LIMITS
from etl.messages import message
from etl.read.signature import UNREADABLE


def check_archive(content: bytes) -> None:
    """Raises `WorkbookRefused` when the archive is damaged, too large unpacked, or names a path outside itself."""
    try:
        members = zipfile.ZipFile(BytesIO(content)).infolist()
    except UNREADABLE as error:
        raise WorkbookRefused("corrupt", message("corrupt")) from error
    if len(members) > LIMITS.members:
        raise WorkbookRefused("unsafe", message("unsafe", seen=f"{len(members)} members"))
    unpacked = sum(member.file_size for member in members)
    if unpacked > LIMITS.unpacked_bytes:
        raise WorkbookRefused("too_large", message("too_large", seen=f"{unpacked // 1_000_000} MB"))
    for member in members:
        if member.filename.startswith(("/", "\\")) or ".." in member.filename.replace("\\", "/").split("/"):
            raise WorkbookRefused("unsafe", message("unsafe", seen="../"))
        if member.flag_bits & 0x1:
            raise WorkbookRefused("password_protected", message("password_protected"))
