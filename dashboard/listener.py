"""The socket the dashboard listens on, and the host names under which it may be asked."""

import errno
import ipaddress
import os
import socket

from etl.errors import CooperationError

BACKLOG = 2048


class CannotListen(CooperationError):
    """The address or port cannot be had."""


def is_loopback(address: str) -> bool:
    """Whether only this machine can reach the address."""
    if address == "localhost":
        return True
    try:
        return ipaddress.ip_address(address).is_loopback
    except ValueError:
        return False


def listen(address: str, port: int) -> socket.socket:
    """A listening socket.

    Made here and not by Streamlit: asyncio turns Nagle's algorithm off only for sockets whose protocol is named, and
    Streamlit's is not; many answers then wait 40 ms for the reader's acknowledgement of the one before.
    """
    listener = None
    try:
        family, kind, _, _, place = socket.getaddrinfo(address, port, type=socket.SOCK_STREAM)[0]
        listener = socket.socket(family, kind, socket.IPPROTO_TCP)
        # On Windows this option would let two servers have the same port.
        if os.name != "nt":
            listener.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        listener.bind(place)
        listener.listen(BACKLOG)
    except (OSError, UnicodeError) as error:
        if listener is not None:
            listener.close()
        raise CannotListen(reason(error, address, port)) from error
    return listener


def reason(error: Exception, address: str, port: int) -> str:
    """Why the port cannot be had and what to do, in one sentence a reader can act on."""
    code = error.errno if isinstance(error, OSError) else None
    if code == errno.EADDRINUSE:
        return (
            f"Port {port} on {address} is in use, perhaps by a dashboard that runs already: "
            "stop that one, or choose another port with --port."
        )
    if code == errno.EACCES:
        return f"Port {port} on {address} is for the administrator only: choose one above 1023 with --port."
    return (
        f"{address} is not an address of this machine: use 127.0.0.1, or one that the machine's network settings show."
    )


def host_names(address: str) -> list[str]:
    """The names by which a browser may call a server at the address, without port; the first is the one to print."""
    loopback = ["127.0.0.1", "localhost"]
    if is_loopback(address):
        return list(dict.fromkeys([address, *loopback]))
    if address not in ("0.0.0.0", "::"):
        return [address]
    own = socket.gethostname()
    try:
        found = [str(place[0]) for *_, place in socket.getaddrinfo(own, None, type=socket.SOCK_STREAM)]
    except OSError:
        found = []
    return list(dict.fromkeys([*loopback, own, socket.getfqdn(), *found]))


def host_headers(names: list[str], port: int) -> list[str]:
    """The same names as a browser writes them into the Host header."""
    written = [f"[{name}]" if ":" in name else name.lower() for name in names]
    return written if port == 80 else [f"{name}:{port}" for name in written]
