"""The first page, drawn before a reader asks for it: imports, queries and figures cost the first run seconds."""

import asyncio
import gc
from collections.abc import AsyncIterator
from contextlib import AsyncExitStack, asynccontextmanager

from streamlit.proto.BackMsg_pb2 import BackMsg
from streamlit.proto.ForwardMsg_pb2 import ForwardMsg
from websockets.asyncio.client import ClientConnection, connect
from websockets.typing import Subprotocol

PATIENCE = 120


@asynccontextmanager
async def warm_session(host: str) -> AsyncIterator[bool]:
    """Open the overview as a browser would; whether it was drawn to its end.

    A real connection to ourselves, because nothing else goes through all that the first reader would wait for: the
    guard, the websocket, a session, the pages' imports, the warehouse and the charts. It is held while the context is:
    when its last session ends, Streamlit forgets the scripts that it has compiled.
    """
    is_warm = False
    async with AsyncExitStack() as held:
        try:
            async with asyncio.timeout(PATIENCE):
                address = f"ws://{host}/_stcore/stream"
                stream = await held.enter_async_context(
                    connect(address, subprotocols=[Subprotocol("streamlit")], max_size=None, proxy=None)
                )
                await draw_overview(stream)
                is_warm = True
        except (OSError, TimeoutError):
            is_warm = False
        # What is loaded now stays for the server's life. Frozen, it is not walked through again at every collection.
        gc.collect()
        gc.freeze()
        yield is_warm


async def draw_overview(stream: ClientConnection) -> None:
    request = BackMsg()
    request.rerun_script.query_string = ""
    await stream.send(request.SerializeToString())
    # Drawing a page can take more than one run: one that asks for another ends as FINISHED_EARLY_FOR_RERUN.
    async for frame in stream:
        message = ForwardMsg.FromString(frame)
        if (
            message.WhichOneof("type") == "script_finished"
            and message.script_finished == ForwardMsg.FINISHED_SUCCESSFULLY
        ):
            return
