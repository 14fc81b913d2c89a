"""Who is behind a request or a run of a page."""

from collections.abc import Mapping
from typing import Any

import streamlit as st
from streamlit.runtime.scriptrunner import get_script_run_ctx

from dashboard.access.authority import AUTHORITY
from dashboard.access.person import LOCAL, Identity

__all__ = ["LOCAL", "SCOPE_KEY", "USER_KEY", "Identity", "current_identity", "identity_of"]

# Where the guard leaves the identity that it has established, in the ASGI scope.
SCOPE_KEY = "cooperation.identity"
# Under which name Streamlit keeps, for a connection, the session that the guard has named to it.
USER_KEY = "cooperation_session"


def identity_of(scope: Mapping[str, Any]) -> Identity | None:
    """Who is behind a request or a connection; None when nobody has said who they are."""
    if SCOPE_KEY not in scope:  # not behind the guard
        return AUTHORITY.identity("")
    found = scope[SCOPE_KEY]
    return found if isinstance(found, Identity) else None


def current_identity() -> Identity:
    """Who is behind this run of a page, asked anew at each call; a run that nobody is behind any more ends here."""
    context = get_script_run_ctx(suppress_warning=True)
    key = context.user_info.get(USER_KEY) if context else None
    found = AUTHORITY.identity(key if isinstance(key, str) else "")
    if found is None:
        st.stop()
    return found
