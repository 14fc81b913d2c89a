"""Where the program lies on the server is nobody's business: Streamlit tells every browser, unless it is stopped."""

from functools import wraps
from pathlib import PurePath
from typing import Any

from streamlit.proto.ForwardMsg_pb2 import ForwardMsg
from streamlit.runtime.app_session import AppSession


def hide_script_path() -> None:
    """From now on the first message of a run has the script's name in the place of its path."""
    made = AppSession._create_new_session_message
    if hasattr(made, "__wrapped__"):
        return

    @wraps(made)
    def without_path(*args: Any, **kwargs: Any) -> ForwardMsg:
        message = made(*args, **kwargs)
        message.new_session.main_script_path = PurePath(message.new_session.main_script_path).name
        return message

    AppSession._create_new_session_message = without_path  # type: ignore[method-assign]
