"""`python -m dashboard.serve`: the dashboard as a server, guarded, tuned and warm before its address is printed."""

import argparse
import logging
import sys
from collections.abc import Sequence
from pathlib import Path

import streamlit as st
import uvicorn

from dashboard import settings
from dashboard.application import application
from dashboard.listener import host_headers, host_names, is_loopback, listen
from etl.errors import CooperationError
from etl.places import ROOT
from etl.warehouse import open_warehouse

log = logging.getLogger(__name__)


class NoSignIn(CooperationError):
    """Other machines could read the dashboard and nothing asks them who they are."""


def main(arguments: Sequence[str] | None = None, *, script: Path = ROOT / "app.py") -> int:
    """Serve until stopped; the exit status."""
    options = parse(arguments)
    logging.basicConfig(level=logging.INFO, format="%(asctime)s %(levelname)s %(name)s: %(message)s")
    try:
        serve(script, options.address, options.port, is_empty=options.empty, is_open=options.viewers_without_sign_in)
    except CooperationError as error:
        print(error, file=sys.stderr)
        return 1
    except KeyboardInterrupt:
        pass
    return 0


def parse(arguments: Sequence[str] | None) -> argparse.Namespace:
    parser = argparse.ArgumentParser(
        prog="python -m dashboard.serve", description="Serve the dashboard.", allow_abbrev=False
    )
    parser.add_argument(
        "--port", type=port_number, default=8501, help="the port to listen on (default: 8501; 0: any free one)"
    )
    parser.add_argument(
        "--address", default="127.0.0.1", help="the address to listen on (default: 127.0.0.1, this machine only)"
    )
    parser.add_argument(
        "--empty", action="store_true", help="do not load the sample workbooks when the warehouse is empty"
    )
    parser.add_argument(
        "--viewers-without-sign-in",
        action="store_true",
        help="let everyone who can reach the address look at everything; needed for any address but this machine's own",
    )
    return parser.parse_args(arguments)


def port_number(text: str) -> int:
    port = int(text)
    if not 0 <= port <= 65535:
        raise ValueError(text)
    return port


def serve(script: Path, address: str, port: int, *, is_empty: bool, is_open: bool) -> None:
    """Take the port, fill an empty warehouse, set Streamlit, run."""
    if not is_loopback(address) and not is_open:
        raise NoSignIn(
            f"Everyone who can reach {address} could read the dashboard, because there is no sign-in yet. "
            "Serve on 127.0.0.1, or allow it: --viewers-without-sign-in."
        )
    with listen(address, port) as listener:
        port = listener.getsockname()[1]
        names = host_names(address)
        hosts = host_headers(names, port)
        app = application(script, hosts, announce=lambda is_warm: announce(hosts[0], is_warm=is_warm))
        settings.apply(address=address, port=port, host_names=names)
        if not is_empty and open_warehouse().is_empty():
            load_samples()
        uvicorn.Server(server_settings(app)).run(sockets=[listener])


def load_samples() -> None:
    # Imported here: a server that has its data needs nothing of what reads workbooks.
    from etl.pipeline import load_samples

    print("Loading the sample workbooks …", file=sys.stderr)
    load_samples()


def announce(host: str, *, is_warm: bool) -> None:
    if not is_warm:
        log.warning("The overview could not be drawn at start; its first reader will wait longer or see why.")
    print(f"Dashboard: http://{host}  (stop: Ctrl+C)", file=sys.stderr, flush=True)


def server_settings(app: st.App) -> uvicorn.Config:
    """What Streamlit gives uvicorn, without a server header and without belief in X-Forwarded-For."""
    return uvicorn.Config(
        app,
        lifespan="on",
        ws="websockets-sansio",
        ws_max_size=st.get_option("server.maxMessageSize") * 1024 * 1024,
        ws_ping_interval=30,
        ws_ping_timeout=30,
        ws_per_message_deflate=False,
        log_config=None,
        log_level="warning",
        access_log=False,
        server_header=False,
        proxy_headers=False,
        timeout_graceful_shutdown=3,
    )


if __name__ == "__main__":
    sys.exit(main())
