"""A reader without a browser: opens pages and changes filters over Streamlit's websocket."""

import json
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from typing import Any

from streamlit.proto.BackMsg_pb2 import BackMsg
from streamlit.proto.ForwardMsg_pb2 import ForwardMsg
from websockets.sync.client import ClientConnection, connect
from websockets.typing import Subprotocol

from dashboard.component import parts_of
from dashboard.layout import Part

FINISHED = {ForwardMsg.FINISHED_SUCCESSFULLY, ForwardMsg.FINISHED_WITH_COMPILE_ERROR}


@dataclass(frozen=True)
class Drawn:
    """What the server sent for one drawing of a page."""

    messages: tuple[ForwardMsg, ...]
    size: int

    @property
    def text(self) -> str:
        return "\n".join(str(message) for message in self.messages)

    @property
    def parts(self) -> list[Part]:
        """What stands on the page."""
        sent = [message.delta.new_element.bidi_component.bytes for message in self.messages]
        return [part for data in sent if data for part in parts_of(data)]

    @property
    def is_ready(self) -> bool:
        """Whether the page came to its end: the ready mark was among what was drawn."""
        blocks = [message.delta.add_block.id for message in self.messages]
        # Pages to compare with have a container of that name.
        return any(part.name == "ready" for part in self.parts) or any(one.endswith("page-ready") for one in blocks)


@contextmanager
def reader(host: str) -> Iterator[ClientConnection]:
    """A session of its own on the server at `host`."""
    address = f"ws://{host}/_stcore/stream"
    with connect(address, subprotocols=[Subprotocol("streamlit")], max_size=None, proxy=None) as stream:
        yield stream


def draw(stream: ClientConnection, query: str = "", page: str = "") -> Drawn:
    """Have the page drawn at the address with this query, and wait until it is finished."""
    request = BackMsg()
    request.rerun_script.query_string = query
    request.rerun_script.page_name = page
    request.rerun_script.context_info.locale = "zh-CN"
    request.rerun_script.context_info.timezone = "Asia/Hong_Kong"
    stream.send(request.SerializeToString())
    messages: list[ForwardMsg] = []
    size = 0
    while True:
        frame = stream.recv(timeout=60, decode=False)
        size += len(frame)
        messages.append(ForwardMsg.FromString(frame))
        last = messages[-1]
        if last.WhichOneof("type") == "script_finished" and last.script_finished in FINISHED:
            return Drawn(tuple(messages), size)


def figures(stream: ClientConnection, query: str = "") -> list[dict[str, Any]]:
    """The charts of the overview at this query, as Plotly's figures."""
    views = [json.loads(part.data)["view"] for part in draw(stream, query).parts if part.name == "panel"]
    return [view["figure"] for view in views if view["figure"]]
