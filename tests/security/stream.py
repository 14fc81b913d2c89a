"""A program that speaks Streamlit's protocol over the websocket, with whatever it likes to claim."""

from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from typing import Any

from streamlit.proto.BackMsg_pb2 import BackMsg
from streamlit.proto.ForwardMsg_pb2 import ForwardMsg
from websockets.exceptions import ConnectionClosed, InvalidStatus
from websockets.sync.client import ClientConnection, connect
from websockets.typing import Origin, Subprotocol

from tests.benchmarks.viewer import FINISHED, Drawn
from tests.security.served import Served

# Everything that any of them was ever sent, for the search for secrets at the end.
HEARD: list[bytes] = []


@contextmanager
def opened(
    served: Served, role: str = "anonymous", *, claims: Sequence[str] = (), origin: str = "", **headers: str
) -> Iterator[ClientConnection]:
    """A connection of somebody of a role; `claims` are further sub-protocols (Streamlit: a session id)."""
    sent = {name.replace("_", "-"): value for name, value in headers.items()}
    if role != "anonymous" and "Cookie" not in sent:
        sent["Cookie"] = served.cookie(role)
    protocols = [Subprotocol(name) for name in ("streamlit", *claims)]
    with connect(
        f"ws://{served.host}/_stcore/stream",
        subprotocols=protocols,
        additional_headers=sent,
        origin=Origin(origin) if origin else None,
        max_size=None,
        proxy=None,
        open_timeout=10,
        close_timeout=2,
    ) as stream:
        yield stream


def refused(served: Served, role: str = "anonymous", **options: Any) -> int:
    """The status with which a connection is refused; 101 when it is opened."""
    try:
        with opened(served, role, **options):
            return 101
    except InvalidStatus as error:
        return error.response.status_code


def rerun(page: str = "", query: str = "", **fields: Any) -> BackMsg:
    """The message that asks for a page; `fields` are further ones of it."""
    message = BackMsg()
    asked = message.rerun_script
    asked.page_name, asked.query_string = page, query
    asked.context_info.locale, asked.context_info.timezone = "zh-CN", "Asia/Hong_Kong"
    for name, value in fields.items():
        setattr(asked, name, value)
    return message


def drawn(stream: ClientConnection, message: BackMsg | str = "", **options: Any) -> Drawn:
    """Sends a message (a name: asks for that page) and hears everything up to the end of the run that it starts."""
    asked = rerun(message, **options) if isinstance(message, str) else message
    stream.send(asked.SerializeToString())
    messages: list[ForwardMsg] = []
    size = 0
    while True:
        frame = stream.recv(timeout=20, decode=False)
        HEARD.append(frame)
        size += len(frame)
        messages.append(ForwardMsg.FromString(frame))
        last = messages[-1]
        if last.WhichOneof("type") == "script_finished" and last.script_finished in FINISHED:
            return Drawn(tuple(messages), size)


def components(page: Drawn) -> dict[str, bytes]:
    """Name → what the parts that a page drew were told."""
    return {part.name: part.data for part in page.parts}


def page_id(page: Drawn) -> str:
    """The id of the element that stands for the whole page."""
    elements = [message.delta.new_element for message in page.messages if message.WhichOneof("type") == "delta"]
    (found,) = (element.bidi_component for element in elements if element.WhichOneof("type") == "bidi_component")
    return str(found.id)


def menu(page: Drawn) -> dict[str, str]:
    """Page → its hash, of the pages that the server told."""
    told = [message.navigation for message in page.messages if message.WhichOneof("type") == "navigation"]
    return {one.url_pathname: one.page_script_hash for one in told[-1].app_pages} if told else {}


def session_id(page: Drawn) -> str:
    """The id that the server gave to the connection."""
    started = [message.new_session for message in page.messages if message.WhichOneof("type") == "new_session"]
    return str(started[-1].initialize.session_id)


def close_code(stream: ClientConnection, seconds: float = 10) -> int:
    """With which code the server closes the connection."""
    try:
        while True:
            HEARD.append(stream.recv(timeout=seconds, decode=False))
    except ConnectionClosed as error:
        return error.rcvd.code if error.rcvd else 1006
