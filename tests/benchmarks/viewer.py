"""A reader without a browser: opens pages and changes filters over Streamlit's websocket."""

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass

from streamlit.proto.BackMsg_pb2 import BackMsg
from streamlit.proto.ForwardMsg_pb2 import ForwardMsg
from websockets.sync.client import ClientConnection, connect
from websockets.typing import Subprotocol

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
    def is_ready(self) -> bool:
        """Whether the page came to its end: the ready mark was among what was drawn."""
        return any(message.delta.add_block.id.endswith("page-ready") for message in self.messages)


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
