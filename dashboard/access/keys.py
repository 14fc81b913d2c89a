"""Secrets that the server makes for itself: what signs Streamlit's cookies, and its own session."""

import secrets
from pathlib import Path

from dashboard.access.private_file import AccessUnreadable, access_folder, made_folder, write_private
from etl.messages import message


def cookie_secret() -> str:
    """What signs Streamlit's cookies; made at the first start."""
    try:
        path = made_folder() / "cookie.key"
        if not path.exists():
            write_private(path, secrets.token_hex(32).encode())
        return path.read_text(encoding="utf-8").strip()
    except (OSError, UnicodeError) as error:
        raise AccessUnreadable(message("access_unwritable", seen=type(error).__name__)) from error


def make_own_token(port: int) -> str:
    """The token of the server's own session, new at each start; it is a viewer's, and good on this machine only."""
    token = secrets.token_urlsafe(32)
    try:
        made_folder()
        write_private(_own(port), token.encode())
    except OSError as error:
        raise AccessUnreadable(message("access_unwritable", seen=type(error).__name__)) from error
    return token


def own_token(port: int) -> str | None:
    """The token for the server on this machine's port, for the export's browser; None where there is none."""
    try:
        return _own(port).read_text(encoding="utf-8")
    except OSError:
        return None


def forget_own_token(port: int) -> None:
    """The server stops."""
    _own(port).unlink(missing_ok=True)


def _own(port: int) -> Path:
    return access_folder() / f"server-{port}.key"
