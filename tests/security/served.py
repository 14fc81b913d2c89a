"""A real server with sign-in: one account a role, a small warehouse, and readers who ask it over HTTP."""

import contextlib
import http.client
import os
import re
import ssl
import subprocess
import sys
import threading
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field
from http.cookies import SimpleCookie
from pathlib import Path
from urllib.parse import urlencode

import pytest

from etl.pipeline import check_workbook
from etl.places import ROOT
from etl.warehouse import open_warehouse
from tests.conftest import as_csv

PASSWORD = "correct horse battery"
PARTNER = "香港总商会"
# Role → the account that has it; a second analyst and a second publisher do not see what the first ones have in hand.
ACCOUNTS = {
    "partner": "body.li",
    "viewer": "viewer.wu",
    "analyst": "analyst.he",
    "publisher": "publisher.mo",
    "admin": "admin.su",
    "other analyst": "analyst.gu",
    "other publisher": "publisher.fu",
}
ROLES = ("anonymous", "partner", "viewer", "analyst", "publisher", "admin")
VISITS = [
    ["编号", "日期", "方向", "机构", "人数", "事由", "镇街"],
    ["V1", "2025-05-07", "赴港", "香港总商会", "3", "灯饰展V1", "古镇"],
    ["V2", "2025-06-09", "来访", "香港生产力促进局", "12", "智能制造对接V2", "小榄"],
    ["V3", "2025-09-02", "来访", "职业训练局", "7", "职业教育V3", "石岐"],
]


@dataclass(frozen=True)
class Answer:
    """What came back: the status, the headers by lower-case name, the body."""

    status: int
    headers: dict[str, str]
    body: bytes

    @property
    def text(self) -> str:
        """The body as text, whatever it is."""
        return self.body.decode("utf-8", "replace")


@dataclass
class Served:
    """A running server: its host and port, its data folder, its process, and a cookie for each account signed in."""

    host: str
    data: Path
    process: subprocess.Popen[str]
    said: list[str] = field(default_factory=list)
    cookies: dict[str, str] = field(default_factory=dict)

    def cookie(self, role: str) -> str:
        """The Cookie header of somebody of a role, signed in at the first call; "" for anonymous."""
        if role == "anonymous":
            return ""
        if role not in self.cookies:
            self.cookies[role] = self.sign_in(ACCOUNTS[role])
        return self.cookies[role]

    def sign_in(self, name: str, password: str = PASSWORD) -> str:
        """Signs in as a browser does; the Cookie header of the new session."""
        form = urlencode({"name": name, "password": password, "next": "/", "language": "zh-Hans"}).encode()
        answer = self.ask(
            "/sign-in", method="POST", body=form, headers={"Content-Type": "application/x-www-form-urlencoded"}
        )
        assert answer.status == 303, answer.text
        return cookie_of(answer)

    def ask(
        self,
        path: str,
        role: str = "anonymous",
        *,
        method: str = "GET",
        body: bytes = b"",
        headers: dict[str, str] | None = None,
        length: int | None = None,
    ) -> Answer:
        """One request of somebody of a role, with exactly these headers besides Host and Cookie.

        `length`: another size than the body's is announced.
        """
        sent = dict(headers or {})
        if role != "anonymous" and "Cookie" not in sent:
            sent["Cookie"] = self.cookie(role)
        with contextlib.closing(http.client.HTTPConnection(self.host, timeout=20)) as line:
            return exchange(line, method, path, self.host, sent, body, length)

    def rss(self) -> int:
        """Bytes of memory that the server holds."""
        status = Path(f"/proc/{self.process.pid}/status").read_text(encoding="ascii")
        found = re.search(r"^VmRSS:\s+(\d+) kB", status, re.MULTILINE)
        assert found
        return int(found[1]) * 1024


def exchange(
    line: http.client.HTTPConnection,
    method: str,
    path: str,
    host: str,
    headers: dict[str, str],
    body: bytes = b"",
    length: int | None = None,
) -> Answer:
    """One request over a line, header by header as given; a server may answer before it has read the body."""
    line.putrequest(method, path, skip_host=True, skip_accept_encoding=True)
    if "Host" not in headers:
        line.putheader("Host", host)
    for name, value in headers.items():
        line.putheader(name, value)
    if body or length is not None or method in ("POST", "PUT"):
        line.putheader("Content-Length", str(len(body) if length is None else length))
    line.endheaders()
    with contextlib.suppress(BrokenPipeError, ConnectionResetError, ssl.SSLError):
        line.send(body)
    answer = line.getresponse()
    found: dict[str, str] = {}
    for name, value in answer.headers.items():
        key = name.lower()
        found[key] = f"{found[key]}\n{value}" if key in found else value
    return Answer(answer.status, found, answer.read())


def cookie_of(answer: Answer) -> str:
    """The cookies that an answer sets, as a browser sends them back."""
    jar: SimpleCookie = SimpleCookie()
    for line in answer.headers.get("set-cookie", "").split("\n"):
        jar.load(line)
    return "; ".join(f"{name}={morsel.value}" for name, morsel in jar.items() if morsel.value)


def furnish(data: Path, policy: Sequence[str] = ()) -> Path:
    """A data folder with an account for each role, the small warehouse, and lines of the office's policy."""
    from dashboard.access.accounts import Account, add
    from dashboard.access.passwords import hashed
    from dashboard.access.roles import Role

    data.mkdir(parents=True, exist_ok=True)
    (data / "policy.toml").write_text("\n".join(policy), encoding="utf-8")
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("COOPERATION_DATA", str(data))
        kept = hashed(PASSWORD)
        for title, name in ACCOUNTS.items():
            role = Role(title.removeprefix("other "))
            add(Account(name, role, PARTNER if role is Role.PARTNER else "", password=kept))
        open_warehouse().load([check_workbook(as_csv(VISITS), "visits.csv")], ACCOUNTS["analyst"])
    return data


@contextmanager
def serving(data: Path, *options: str, **environment: str) -> Iterator[Served]:
    """A server over the data folder, on this machine, at a free port."""
    clean = {name: value for name, value in os.environ.items() if not name.startswith(("COOPERATION_", "STREAMLIT_"))}
    process = subprocess.Popen(
        [sys.executable, "-m", "dashboard.serve", "--port", "0", "--empty", *options],
        cwd=ROOT,
        env=clean | {"COOPERATION_DATA": str(data), **environment},
        stderr=subprocess.PIPE,
        text=True,
        encoding="utf-8",
    )
    assert process.stderr
    said: list[str] = []
    listener: threading.Thread | None = None
    try:
        for line in process.stderr:
            said.append(line)
            if found := re.search(r"http://(\S+)", line):
                served = Served(found[1], data, process, said)
                # A server whose words nobody reads stops when the pipe is full.
                listener = threading.Thread(target=said.extend, args=(process.stderr,), daemon=True)
                listener.start()
                yield served
                break
        else:
            raise AssertionError("the server ended before it was ready: " + "".join(said))
    finally:
        process.terminate()
        process.wait(timeout=20)
        if listener:
            listener.join(timeout=20)
        process.stderr.close()
        if process.stderr:
            process.stderr.close()
