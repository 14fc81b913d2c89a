"""The connection over which a page is drawn: each message is looked at, and it ends when its session does."""

import asyncio
from collections.abc import Callable

from google.protobuf.message import DecodeError
from starlette.types import ASGIApp, Message, Receive, Scope, Send
from streamlit.proto.BackMsg_pb2 import BackMsg

# What our pages send. The rest of Streamlit's messages empty everybody's caches, ask for the server's files or stop it.
ALLOWED = frozenset(("rerun_script", "stop_script"))
# Where nothing is sent, a session that ended is found after so many seconds.
LOOK_EVERY = 5.0
SIGNED_OUT, NOT_A_MESSAGE = 4401, 1002


class Watched:
    """One connection, passed on to `app` while `still_holds` says so."""

    def __init__(self, app: ASGIApp, still_holds: Callable[[], bool], touch: Callable[[], None]) -> None:
        self.app = app
        self.still_holds = still_holds
        self.touch = touch
        self.is_over = False

    async def run(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Serves the connection until either side ends it."""
        waiting: asyncio.Task[Message] | None = None

        async def close(code: int) -> Message:
            self.is_over = True
            await send({"type": "websocket.close", "code": code, "reason": ""})
            return {"type": "websocket.disconnect", "code": code}

        async def receive_allowed() -> Message:
            nonlocal waiting
            while True:
                waiting = waiting or asyncio.create_task(_of(receive))
                done, _ = await asyncio.wait({waiting}, timeout=LOOK_EVERY)
                if not self.still_holds():
                    waiting.cancel()
                    return await close(SIGNED_OUT)
                if not done:
                    continue
                message, waiting = waiting.result(), None
                if message["type"] != "websocket.receive":
                    return message
                allowed = is_allowed(message.get("bytes"))
                if allowed is None:
                    return await close(NOT_A_MESSAGE)
                if allowed:
                    self.touch()
                    return message

        async def send_open(message: Message) -> None:
            # A page that was being drawn when its session ended still has things to say.
            if not self.is_over:
                await send(message)

        try:
            await self.app(scope, receive_allowed, send_open)
        finally:
            if waiting:
                waiting.cancel()


def is_allowed(sent: bytes | None) -> bool | None:
    """Whether a message may go on to Streamlit; None when it is none."""
    if sent is None:
        return None
    message = BackMsg()
    try:
        message.ParseFromString(sent)
    except DecodeError:
        return None
    return message.WhichOneof("type") in ALLOWED


async def _of(receive: Receive) -> Message:
    return await receive()
