"""The first page, drawn before a reader asks for it: imports, queries and figures cost the first run seconds."""

import asyncio
import gc

from streamlit.proto.BackMsg_pb2 import BackMsg
from streamlit.proto.ForwardMsg_pb2 import ForwardMsg
from websockets.asyncio.client import connect
from websockets.typing import Subprotocol

PATIENCE = 120


async def warm_up(host: str) -> bool:
    """Open the overview as a browser would; whether it was drawn to its end.

    A real connection to ourselves, because nothing else goes through all that the first reader would wait for: the
    guard, the websocket, a session, the pages' imports, the warehouse and the charts.
    """
    try:
        async with asyncio.timeout(PATIENCE):
            await open_overview(host)
    except (OSError, TimeoutError):
        return False
    finally:
        # What is loaded now stays for the server's life. Frozen, it is not walked through again at every collection.
        gc.collect()
        gc.freeze()
    return True


async def open_overview(host: str) -> None:
    request = BackMsg()
    request.rerun_script.query_string = ""
    # Drawing a page can take more than one run: one that asks for another ends as FINISHED_EARLY_FOR_RERUN.
    async with connect(
        f"ws://{host}/_stcore/stream", subprotocols=[Subprotocol("streamlit")], max_size=None, proxy=None
    ) as stream:
        await stream.send(request.SerializeToString())
        async for frame in stream:
            message = ForwardMsg.FromString(frame)
            if (
                message.WhichOneof("type") == "script_finished"
                and message.script_finished == ForwardMsg.FINISHED_SUCCESSFULLY
            ):
                return
