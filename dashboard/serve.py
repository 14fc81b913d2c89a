"""`python -m dashboard.serve`: the dashboard as a server, guarded, tuned and warm before its address is printed."""

import argparse
import logging
import sys
from collections.abc import Sequence
from pathlib import Path
from urllib.parse import urlsplit

import streamlit as st
import uvicorn

from dashboard import settings
from dashboard.access.authority import AUTHORITY
from dashboard.access.keys import cookie_secret, forget_own_token, make_own_token
from dashboard.access.providers import settings_file
from dashboard.access.sessions import session_key
from dashboard.application import application
from dashboard.listener import host_headers, host_names, is_loopback, listen
from etl.errors import CooperationError
from etl.log_lines import plain_log_lines
from etl.places import ROOT
from etl.policy import POLICY
from etl.warehouse import open_warehouse

log = logging.getLogger(__name__)
# What a browser may send at once; our pages send less than a hundredth of it.
LONGEST_MESSAGE = 2_000_000  # bytes


class NoSignIn(CooperationError):
    """Other machines could read the dashboard and nothing asks them who they are."""


def main(arguments: Sequence[str] | None = None, *, script: Path = ROOT / "app.py", prepares: bool = True) -> int:
    """Serve until stopped; the exit status. `prepares`: it does more than show pages (`application`)."""
    options = parse(arguments)
    logging.basicConfig(level=logging.INFO, format="%(asctime)s %(levelname)s %(name)s: %(message)s")
    plain_log_lines()
    try:
        serve(script, options, prepares=prepares)
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
        help="let everyone who can reach the address look at everything; analysts sign in at /sign-in",
    )
    return parser.parse_args(arguments)


def port_number(text: str) -> int:
    port = int(text)
    if not 0 <= port <= 65535:
        raise ValueError(text)
    return port


def serve(script: Path, options: argparse.Namespace, *, prepares: bool) -> None:
    """Take the port, fill an empty warehouse, set Streamlit, run."""
    address: str = options.address
    settle_authority(address, is_open=options.viewers_without_sign_in or POLICY.viewers_without_sign_in)
    with listen(address, options.port) as listener:
        port = listener.getsockname()[1]
        proxied = [name.lower() for name in POLICY.allowed_hosts]
        names = [*host_names(address), *(urlsplit(f"//{name}").hostname or name for name in proxied)]
        hosts = [*host_headers(host_names(address), port), *proxied]
        token = make_own_token(port)
        AUTHORITY.own_key = session_key(token)
        app = application(
            script,
            hosts,
            announce=lambda is_warm: announce(hosts[0], is_warm=is_warm),
            own_token=token,
            # Not after the server has run: uvicorn ends the process with the signal that stopped it.
            stopped=lambda: forget_own_token(port),
            proxied=proxied,
            prepares=prepares,
        )
        settings.apply(
            address=address,
            port=port,
            host_names=names,
            cookie_secret=cookie_secret(),
            secrets_file=str(settings_file()),
        )
        if open_warehouse().is_empty():
            if not options.empty:
                load_samples()
            elif not open_warehouse().has_versions():
                open_warehouse().begin()
        uvicorn.Server(server_settings(app)).run(sockets=[listener])


def settle_authority(address: str, *, is_open: bool) -> None:
    """Who those are that do not sign in. Raises `NoSignIn` where everybody could come and nobody would be asked."""
    AUTHORITY.is_open = is_open
    # Whoever calls by a proxy's name comes from another machine, whatever the address.
    AUTHORITY.is_local_only = is_loopback(address) and not POLICY.allowed_hosts
    if not AUTHORITY.is_local_only and not is_open and not AUTHORITY.has_sign_in():
        place = address if not is_loopback(address) else POLICY.allowed_hosts[0]
        raise NoSignIn(
            f"Everyone who can reach {place} could read and change everything, because nobody can sign in yet. "
            "Make an account (python -m dashboard.access add NAME --role admin), or serve on 127.0.0.1 only, "
            "or let everybody look: --viewers-without-sign-in."
        )


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
        ws_max_size=LONGEST_MESSAGE,
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
