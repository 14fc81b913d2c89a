"""A real server in a process of its own, with accounts, for a small page that says who reads it."""

import os
import re
import subprocess
import sys
import textwrap
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from http.client import HTTPConnection, HTTPResponse
from pathlib import Path
from typing import Any
from urllib.parse import urlencode

import pytest
from streamlit.proto.BackMsg_pb2 import BackMsg
from streamlit.proto.ForwardMsg_pb2 import ForwardMsg
from websockets.sync.client import ClientConnection, connect
from websockets.typing import Subprotocol

from dashboard.access import accounts, passwords
from dashboard.access.accounts import Account
from dashboard.access.cookies import NAME
from dashboard.access.roles import Role
from dashboard.access.sessions import Sessions
from tests.conftest import ROOT
from tests.dashboard.access.conftest import PASSWORD

LAUNCHER = """
    import sys
    from pathlib import Path
    from dashboard.serve import main
    sys.exit(main(script=Path(__file__).with_name("app.py")))
"""
# `pressed` runs before the page, as the handlers of our components do; the mark it leaves proves that it ran.
APP = """
    from pathlib import Path
    import streamlit as st
    from dashboard.access.identity import current_identity
    from dashboard.access.rights import may
    who = current_identity()
    def pressed():
        with Path(__file__).with_name("pressed").open("a") as file:
            file.write(f"{current_identity().name}\\n")
    st.session_state.setdefault("first", who.name)
    st.write(f"name={who.name} role={who.role} first={st.session_state.first}")
    if may(who, "define"):
        st.button("secret", key="press", on_click=pressed)
    with st.container(key="page-ready"):
        st.write("drawn")
"""


@dataclass
class Served:
    """The server's address, its folder, and what it logged so far."""

    host: str
    folder: Path
    process: subprocess.Popen[str]
    said: list[str] = field(default_factory=list)

    def __post_init__(self) -> None:
        self.port = int(self.host.rpartition(":")[2])

    @contextmanager
    def data(self) -> Iterator[None]:
        """The stores of this process are the server's."""
        with pytest.MonkeyPatch.context() as patch:
            patch.setenv("COOPERATION_DATA", str(self.folder / "data"))
            yield

    def account(self, name: str, role: Role, **more: Any) -> str:
        """Makes an account; the token of a session of it."""
        with self.data():
            accounts.add(Account(name, role, **{"password": passwords.hashed(PASSWORD), **more}))
            found = accounts.account(name)
            assert found
            return Sessions().begin(found)

    def ask(self, method: str, path: str, token: str = "", body: bytes = b"", **headers: str) -> HTTPResponse:
        """A request; the answer has been read into its `body`."""
        connection = HTTPConnection(self.host, timeout=30)
        cookie = {"cookie": f"{NAME}={token}"} if token else {}
        connection.request(method, path, body, {**cookie, **headers})
        answer = connection.getresponse()
        answer.body = answer.read()  # type: ignore[attr-defined]
        connection.close()
        return answer

    def sign_in(self, name: str, password: str) -> HTTPResponse:
        """The form of the page for signing in."""
        body = urlencode({"name": name, "password": password, "next": "/visits"}).encode()
        return self.ask("POST", "/sign-in", "", body, **{"content-type": "application/x-www-form-urlencoded"})

    @contextmanager
    def stream(self, token: str = "", session_id: str = "", **headers: str) -> Iterator[ClientConnection]:
        """A page's connection; with a `session_id` it claims to be one that was there before."""
        protocols = [Subprotocol(name) for name in ("streamlit", "xsrf", session_id) if name]
        cookie = {"cookie": f"{NAME}={token}"} if token else {}
        with connect(
            f"ws://{self.host}/_stcore/stream",
            subprotocols=protocols if session_id else protocols[:1],
            additional_headers={**cookie, **headers},
            max_size=None,
            proxy=None,
        ) as found:
            yield found


@contextmanager
def serving(folder: Path, *arguments: str, before: str = "", **environment: str) -> Iterator[Served]:
    """A server on a free port; `before` runs in it first."""
    launcher = textwrap.dedent(before) + textwrap.dedent(LAUNCHER)
    (folder / "run.py").write_text(launcher, encoding="utf-8")
    (folder / "app.py").write_text(textwrap.dedent(APP), encoding="utf-8")
    process = subprocess.Popen(
        [sys.executable, folder / "run.py", "--empty", *arguments],
        cwd=folder,
        env=os.environ | {"PYTHONPATH": str(ROOT), "COOPERATION_DATA": str(folder / "data"), **environment},
        stderr=subprocess.PIPE,
        text=True,
        encoding="utf-8",
    )
    said = []
    try:
        assert process.stderr
        for line in process.stderr:
            said.append(line)
            if found := re.search(r"http://(\S+)", line):
                yield Served(found[1], folder, process, said)
                break
        else:
            raise AssertionError("the server ended before it was ready: " + "".join(said))
    finally:
        process.terminate()
        said += process.communicate(timeout=30)[1].splitlines(keepends=True)


def rerun(stream: ClientConnection, *, press: str = "", fragment: str = "") -> str:
    """Has the page drawn, as a browser or a forger asks for it; all that was sent, as text."""
    request = BackMsg()
    request.rerun_script.query_string = ""
    if press:
        state = request.rerun_script.widget_states.widgets.add()
        state.id, state.trigger_value = press, True
    request.rerun_script.fragment_id = fragment
    stream.send(request.SerializeToString())
    return drawn(stream)


def drawn(stream: ClientConnection) -> str:
    """All that comes until a page is drawn."""
    messages = []
    while True:
        messages.append(ForwardMsg.FromString(stream.recv(timeout=30, decode=False)))
        if messages[-1].WhichOneof("type") == "script_finished":
            return "\n".join(map(str, messages))


def first(pattern: str, text: str) -> str:
    """What the pattern's group finds."""
    found = re.search(pattern, text)
    assert found, text[:2000]
    return found[1]
