"""Sign-in through OpenID Connect: which providers an office has set, and whom one of them has named.

Streamlit talks to the providers (`st.login`); what it was told it leaves in a cookie that it has signed. Settings are
Streamlit's `[auth]` in `sign_in.toml` of the folder `access`, which is passed to it as its only file of secrets.
"""

import hashlib
import json
import os
import time
import tomllib
from collections.abc import Mapping
from pathlib import Path
from typing import Any

from streamlit.auth_util import encode_provider_token, get_cookie_with_chunks
from streamlit.web.server.server_util import get_cookie_secret
from streamlit.web.server.starlette.starlette_app_utils import decode_signed_value
from streamlit.web.server.starlette.starlette_server_config import TOKENS_COOKIE_NAME, USER_COOKIE_NAME

from dashboard.access.private_file import AccessUnreadable, access_folder
from etl.messages import message

FILE = "sign_in.toml"
NEEDED = ("client_id", "client_secret", "server_metadata_url")
# Streamlit's cookie is good for thirty days; to us it is a message that the browser brings from the provider at once.
FRESH_SECONDS = 300
_used: dict[str, float] = {}
_known: tuple[Path, tuple[int, int] | None, dict[str, str]] | None = None


def settings_file() -> Path:
    """Where an office writes its providers."""
    return access_folder() / FILE


def providers() -> dict[str, str]:
    """Provider → the name on its button; looks at the disk each time and reads when the file changed."""
    global _known
    path = settings_file()
    try:
        found = path.stat()
        mark = (found.st_mtime_ns, found.st_mode)
    except FileNotFoundError:
        return {}
    except OSError as error:
        raise AccessUnreadable(message("access_unreadable", seen=FILE)) from error
    if _known and _known[:2] == (path, mark):
        return _known[2]
    if os.name != "nt" and found.st_mode & 0o077:
        raise AccessUnreadable(message("sign_in_file_open", seen=FILE))
    _known = path, mark, _read(path)
    return _known[2]


def login_address(provider: str) -> str:
    """Streamlit's own route that leads to the provider; good for two minutes."""
    return f"/auth/login?provider={encode_provider_token(provider)}"


def named_email(cookies: Mapping[str, str]) -> str | None:
    """The e-mail address that a provider has just vouched for, by Streamlit's signed cookie; None without one.

    Each cookie is taken once: a copy of it signs nobody in.
    """
    secret = get_cookie_secret()

    def signed(name: str) -> bytes | None:
        value = cookies.get(name, "").encode("latin-1", "replace")
        return decode_signed_value(secret, name, value, max_age_days=FRESH_SECONDS / 86400)

    raw = get_cookie_with_chunks(signed, USER_COOKIE_NAME)
    if raw is None or not _first_time(cookies[USER_COOKIE_NAME]):
        return None
    try:
        told: dict[str, Any] = json.loads(raw)
    except ValueError:
        return None
    email = told.get("email")
    if not told.get("is_logged_in") or told.get("email_verified") is False or not isinstance(email, str):
        return ""
    return email


def is_streamlits(cookie: str) -> bool:
    """Whether a cookie of this name is one in which Streamlit keeps who is signed in."""
    return any(
        cookie == name or (cookie.startswith(f"{name}_") and cookie[len(name) + 1 :].isdigit())
        for name in (USER_COOKIE_NAME, TOKENS_COOKIE_NAME)
    )


def _first_time(cookie: str) -> bool:
    moment = time.time()
    for old in [key for key, used in _used.items() if moment - used > FRESH_SECONDS * 2]:
        del _used[old]
    return _used.setdefault(hashlib.sha256(cookie.encode()).hexdigest(), moment) == moment


def _read(path: Path) -> dict[str, str]:
    try:
        auth = tomllib.loads(path.read_text(encoding="utf-8"))["auth"]
        found = {name: one for name, one in auth.items() if isinstance(one, dict) and "client_id" in one}
        if "client_id" in auth:
            found["default"] = auth
        missing = [key for one in found.values() for key in NEEDED if not isinstance(one.get(key), str)]
        if not found or missing or not str(auth["redirect_uri"]).endswith("/oauth2callback"):
            raise ValueError(path.name)
        if any("_" in name for name in found):
            raise ValueError(path.name)
    except (OSError, ValueError, KeyError, TypeError) as error:
        raise AccessUnreadable(message("sign_in_file_wrong", seen=FILE)) from error
    return {name: str(one.get("label", "")) for name, one in found.items()}
