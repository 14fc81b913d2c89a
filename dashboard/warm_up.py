"""Pages drawn before a reader asks for them: the first run costs seconds, each new period ten times one known.

First the overview, before the server's address is printed. Then, while nobody waits for it, what a click in the drawer
of filters leads to, in the languages and looks in which people read: each period that stands there by name, and on the
overview each sector, partner, town, direction and stage; again when a version is published, definitions change, or a
new day makes other periods of them.
"""

import asyncio
import gc
import logging
import time
from collections.abc import AsyncIterator, Iterator, Mapping, Sequence
from contextlib import AsyncExitStack, asynccontextmanager
from datetime import date, timedelta
from typing import NoReturn
from urllib.parse import urlencode

from streamlit.proto.BackMsg_pb2 import BackMsg
from streamlit.proto.ForwardMsg_pb2 import ForwardMsg
from websockets.asyncio.client import ClientConnection, connect
from websockets.exceptions import WebSocketException
from websockets.typing import Subprotocol

from dashboard import warehouse
from dashboard.drawing import Drawn, drawn_so_far
from dashboard.filter_choices import FIRST_YEAR, values_to_choose
from dashboard.indicators.filters import months_later
from dashboard.indicators.periods import presets
from etl import clock
from etl.definition_log import note_definitions
from etl.errors import CooperationError

log = logging.getLogger(__name__)
PATIENCE = 120
# The pages whose periods are prepared, in this order; on the others people look for one name, not for a time.
PAGES = ("", "visits", "intents", "talent")
# Of the time, the share that is spent on preparing; the rest is for readers.
SHARE = 0.2
# What is read once for all choices may take seconds; the rest need not wait many times as long.
LONGEST_PAUSE = 1.5  # seconds
LOOK_EVERY = 10.0  # seconds, for a new version


@asynccontextmanager
async def warm_session(host: str, *, cookie: str = "") -> "AsyncIterator[ClientConnection | None]":
    """Open the overview as a browser would; the open session, or None when it was not drawn to its end.

    `cookie` is that of the server's own session, a viewer's.

    A real connection to ourselves, because nothing else goes through all that the first reader would wait for: the
    guard, the websocket, a session, the pages' imports, the warehouse and the charts. It is held while the context is:
    when its last session ends, Streamlit forgets the scripts that it has compiled.
    """
    warm: ClientConnection | None = None
    async with AsyncExitStack() as held:
        try:
            async with asyncio.timeout(PATIENCE):
                address = f"ws://{host}/_stcore/stream"
                stream = await held.enter_async_context(
                    connect(
                        address,
                        additional_headers={"cookie": cookie},
                        subprotocols=[Subprotocol("streamlit")],
                        max_size=None,
                        proxy=None,
                    )
                )
                await draw(stream)
                warm = stream
        except (OSError, TimeoutError, WebSocketException):
            warm = None
        # What is loaded now stays for the server's life. Frozen, it is not walked through again at every collection.
        gc.collect()
        gc.freeze()
        yield warm


async def keep_prepared(stream: ClientConnection) -> None:
    """Draws what readers are likely to ask for next, slowly, over an open session, for as long as it lasts."""
    try:
        await _keep_prepared(stream)
    except (OSError, TimeoutError, WebSocketException) as error:
        log.warning("Pages are no longer prepared for their next readers, who will wait longer: %s", error)


async def _keep_prepared(stream: ClientConnection) -> NoReturn:
    prepared: set[tuple[object, ...]] = set()
    defined = None
    while True:
        await asyncio.sleep(LOOK_EVERY)
        try:
            known = warehouse.current(), clock.today()
            if known[0].definitions != defined:
                await asyncio.to_thread(note_definitions)
                defined = known[0].definitions
        except CooperationError:
            continue
        prepared = {done for done in prepared if done[:2] == known}
        for how in drawn_so_far():
            if (*known, how) not in prepared:
                prepared.add((*known, how))
                await _prepare(stream, *known, how)


async def _prepare(stream: ClientConnection, version: warehouse.Version, today: date, how: Drawn) -> None:
    values = values_to_choose(version.name)
    # Whatever is read for one value of a filter serves all the others, also those that are not drawn.
    one_of_each = [*choices({name: found[:1] for name, found in values.items()}, how.language)]
    for page in PAGES:
        others = [] if page else choices(values, how.language)
        for query in (*one_of_each, *periods(today, how.language), *others):
            begin = time.perf_counter()
            async with asyncio.timeout(PATIENCE):
                await draw(stream, query, page, is_dark=how.dark)
            await asyncio.sleep(min((time.perf_counter() - begin) * (1 / SHARE - 1), LONGEST_PAUSE))


def choices(values: Mapping[str, Sequence[str]], language: str) -> Iterator[str]:
    """The addresses to which each value of a filter leads that is chosen alone."""
    for name, found in values.items():
        for value in found:
            yield urlencode({name: value, "language": language})


def periods(today: date, language: str) -> Iterator[str]:
    """The addresses to which periods lead: those in the drawer of filters, and the bars by month of two years."""
    yield urlencode({"language": language})
    years = ((date(year, 1, 1), date(year, 12, 31)) for year in range(today.year, FIRST_YEAR - 1, -1))
    firsts = (months_later(date(today.year, today.month, 1), -ago) for ago in range(24))
    months = ((first, months_later(first, 1) - timedelta(days=1)) for first in firsts)
    for start, end in dict.fromkeys((*presets(today).values(), *years, *months)):
        yield urlencode({"from": start.isoformat(), "to": end.isoformat(), "language": language})


async def draw(stream: ClientConnection, query: str = "", page: str = "", *, is_dark: bool = False) -> None:
    """Has a page drawn, and waits until it is finished."""
    request = BackMsg()
    request.rerun_script.query_string = query
    request.rerun_script.page_name = page
    request.rerun_script.context_info.color_scheme = "dark" if is_dark else "light"
    await stream.send(request.SerializeToString())
    # Drawing a page can take more than one run: one that asks for another ends as FINISHED_EARLY_FOR_RERUN.
    async for frame in stream:
        message = ForwardMsg.FromString(frame)
        if (
            message.WhichOneof("type") == "script_finished"
            and message.script_finished == ForwardMsg.FINISHED_SUCCESSFULLY
        ):
            return
