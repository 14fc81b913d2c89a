"""The real server in a process of its own: what it answers, what it refuses, how it starts and stops."""

import contextlib
import http.client
import json
import os
import re
import signal
import socket
import stat
import subprocess
import sys
import textwrap
import tomllib
from pathlib import Path

import pytest
from streamlit import config
from streamlit.file_util import get_static_dir
from websockets.exceptions import InvalidStatus
from websockets.sync.client import connect

from dashboard import settings
from dashboard.listener import listen
from tests.benchmarks.viewer import draw, reader

ROOT = Path(__file__).parents[2]
LAUNCHER = """
    import sys
    from pathlib import Path
    from dashboard.serve import main
    sys.exit(main(script=Path(__file__).with_name("app.py")))
"""
APP = """
    import streamlit as st
    if "boom" in st.query_params:
        raise ValueError("the password is in /etc/secret")
    st.title("hello")
    with st.container(key="page-ready"):
        st.write("drawn")
"""


def start(folder, *arguments, **environment):
    """A server for the small app in `folder`, with a warehouse of its own."""
    (folder / "run.py").write_text(textwrap.dedent(LAUNCHER), encoding="utf-8")
    (folder / "app.py").write_text(textwrap.dedent(APP), encoding="utf-8")
    return subprocess.Popen(
        [sys.executable, folder / "run.py", *arguments],
        cwd=folder,
        env=os.environ | {"PYTHONPATH": str(ROOT), "COOPERATION_DATA": str(folder / "data"), **environment},
        stderr=subprocess.PIPE,
        text=True,
        encoding="utf-8",
    )


def announced_host(server):
    """The host and port that the server prints when it is ready."""
    lines = []
    for line in server.stderr:
        lines.append(line)
        if found := re.search(r"http://(\S+)", line):
            return found[1]
    raise AssertionError("the server ended before it was ready: " + "".join(lines))


@pytest.fixture(scope="module")
def server(tmp_path_factory):
    process = start(tmp_path_factory.mktemp("server"), "--port", "0", "--empty")
    yield process
    process.terminate()
    process.communicate(timeout=20)


@pytest.fixture(scope="module")
def host(server):
    return announced_host(server)


def ask(server, path, *, method="GET", body=None, **headers):
    connection = http.client.HTTPConnection(server, timeout=20)
    with contextlib.closing(connection):
        connection.putrequest(method, path, skip_host="host" in headers, skip_accept_encoding=True)
        for name, value in headers.items():
            connection.putheader(name.replace("_", "-"), value)
        if body is not None:
            connection.putheader("content-length", str(len(body)))
        connection.endheaders()
        # The server may close the connection before it has read a body that it refuses.
        with contextlib.suppress(BrokenPipeError, ConnectionResetError):
            connection.send(body or b"")
        answer = connection.getresponse()
        return answer.status, answer.headers, answer.read()


def refused_stream(host, **headers):
    with pytest.raises(InvalidStatus) as refusal, connect(f"ws://{host}/_stcore/stream", proxy=None, **headers):
        pass
    return refusal.value.response.status_code


def test_page_is_drawn(host):
    with reader(host) as stream:
        assert draw(stream).is_ready


def test_page_has_the_headers(host):
    status, headers, page = ask(host, "/visits?sector=x")
    assert (status, b'<div id="root">' in page) == (200, True)
    assert "server" not in headers
    assert "'sha256-" in headers["content-security-policy"]
    assert f"ws://{host}" in headers["content-security-policy"]
    assert headers["x-content-type-options"] == "nosniff"
    assert headers["x-frame-options"] == "DENY"
    assert headers["referrer-policy"] == "same-origin"


def test_health(host):
    status, _, answer = ask(host, "/healthz")
    health = json.loads(answer)
    assert (status, set(health)) == (200, {"version", "data_as_of", "loads", "free_disk"})
    assert health["loads"] == 0
    assert health["free_disk"] > 0
    assert ask(host, "/_stcore/health")[::2] == (200, b"ok")


@pytest.mark.parametrize("method", ["GET", "POST", "PUT"])
def test_unknown_api(host, method):
    assert ask(host, "/api/what", method=method)[0] == 404


@pytest.mark.parametrize("path", ["/_stcore/metrics", "/_stcore/agent/openapi.json", "/_stcore/script-health-check"])
def test_inner_addresses(host, path):
    assert ask(host, path)[0] == 404


def test_foreign_host(host):
    assert ask(host, "/", host="evil.example")[0] == 421
    assert ask(host, "/healthz", host="127.0.0.1")[0] == 421
    # The address of the connection is ours, the Host header is that of a name which points to it.
    port = int(host.rpartition(":")[2])
    with socket.create_connection(("127.0.0.1", port)) as line, pytest.raises(InvalidStatus) as refusal:
        connect(f"ws://evil.example:{port}/_stcore/stream", sock=line)
    assert refusal.value.response.status_code == 421


def test_foreign_origin(host):
    assert ask(host, "/", origin="http://evil.example")[0] == 403
    assert refused_stream(host, origin="http://evil.example") == 403
    assert refused_stream(host, origin="http://localhost:1") == 403
    with connect(f"ws://{host}/_stcore/stream", origin=f"http://{host}", proxy=None):
        pass


@pytest.mark.parametrize("method", ["PUT", "POST", "DELETE"])
def test_upload(host, method):
    status, _, sentence = ask(host, "/_stcore/upload_file/session/file", method=method, body=b"x" * 5_000_000)
    assert (status, sentence) == (404, b"There is nothing here.\n")


def test_scripts_are_streamlits(host):
    path = re.search(r"\./(static/js/index\.\S+?\.js)", ask(host, "/")[2].decode())[1]
    status, headers, script = ask(host, f"/{path}", accept_encoding="gzip, br")
    assert (status, script) == (200, (Path(get_static_dir()) / path).read_bytes())
    assert "immutable" in headers["cache-control"]
    assert "javascript" in headers["content-type"]


def test_failed_page_says_a_number_and_nothing_of_the_cause(host, server):
    with reader(host) as stream:
        drawn = draw(stream, "boom=1&language=en")
    assert not drawn.is_ready
    logged = next(line for line in server.stderr if "incident" in line)
    number = re.search(r"incident (\w+): ValueError at .*app\.py:\d+", logged)[1]
    assert number in drawn.text
    assert "secret" not in drawn.text
    assert "ValueError" not in drawn.text


def refused(tmp_path, *arguments):
    """The exit status and what the server says when it does not start."""
    process = start(tmp_path, *arguments)
    _, said = process.communicate(timeout=60)
    assert "Traceback" not in said
    return process.returncode, said.strip()


def test_port_in_use(tmp_path):
    with listen("127.0.0.1", 0) as taken:
        port = taken.getsockname()[1]
        status, said = refused(tmp_path, "--port", str(port), "--empty")
    assert status == 1
    assert said.startswith(f"Port {port} on 127.0.0.1 is in use")
    assert "\n" not in said


@pytest.mark.parametrize("address", ["0.0.0.0", "::", "192.0.2.1"])
def test_other_machines_need_a_decision(tmp_path, address):
    status, said = refused(tmp_path, "--address", address, "--port", "0", "--empty")
    assert status == 1
    assert said.startswith(f"Everyone who can reach {address} could read and change everything")
    assert "python -m dashboard.access add" in said
    assert "--viewers-without-sign-in" in said
    assert "\n" not in said


def test_a_proxys_host_name_needs_the_same_decision(tmp_path):
    """Behind a proxy everybody comes from this machine, and none of them sits at it."""
    (tmp_path / "data").mkdir()
    (tmp_path / "data" / "policy.toml").write_text('allowed_hosts = ["Board.example"]', encoding="utf-8")
    status, said = refused(tmp_path, "--port", "0", "--empty")
    assert (status, "Everyone who can reach Board.example" in said) == (1, True)
    with (tmp_path / "data" / "policy.toml").open("a", encoding="utf-8") as file:
        file.write("\nviewers_without_sign_in = true\n")
    process = start(tmp_path, "--port", "0", "--empty")
    try:
        host = announced_host(process)
        status, headers, _ = ask(host, "/", host="board.example", x_forwarded_proto="https")
        assert status == 200
        assert "wss://board.example" in headers["content-security-policy"]
        assert "ws://board.example" not in headers["content-security-policy"].replace("wss://", "")
    finally:
        process.terminate()
        process.communicate(timeout=20)


def test_address_of_another_machine(tmp_path):
    status, said = refused(tmp_path, "--address", "192.0.2.1", "--port", "0", "--empty", "--viewers-without-sign-in")
    assert (status, "\n" in said) == (1, False)
    assert said.startswith("192.0.2.1 is not an address of this machine")


@pytest.mark.parametrize("arguments", [["--port", "x"], ["--port", "65536"], ["--port", "-1"], ["--what"], ["x"]])
def test_wrong_arguments(tmp_path, arguments):
    assert refused(tmp_path, *arguments)[0] == 2


@pytest.mark.parametrize("stop", [signal.SIGINT, signal.SIGTERM])
def test_stops_without_a_complaint(tmp_path, stop):
    process = start(tmp_path, "--port", "0", "--empty")
    announced_host(process)
    process.send_signal(stop)
    _, said = process.communicate(timeout=20)
    assert process.returncode == (0 if stop == signal.SIGINT else -signal.SIGTERM)
    assert said == ""


def test_open_to_others_when_that_was_decided(tmp_path):
    process = start(tmp_path, "--address", "0.0.0.0", "--port", "0", "--empty", "--viewers-without-sign-in")
    try:
        assert ask(announced_host(process), "/healthz")[0] == 200
    finally:
        process.terminate()
        process.communicate(timeout=20)


def test_environment_cannot_loosen_the_settings(tmp_path):
    process = start(tmp_path, "--port", "0", "--empty", STREAMLIT_SERVER_ENABLE_AGENT_API="true")
    try:
        assert ask(announced_host(process), "/_stcore/agent/openapi.json")[0] == 404
    finally:
        process.terminate()
        process.communicate(timeout=20)


def test_streamlits_options_that_hold_secrets(tmp_path):
    """The secret that signs cookies is made once, for its owner alone, and is never said."""
    secrets = []
    for _ in range(2):
        process = start(tmp_path, "--port", "0", "--empty", STREAMLIT_SERVER_COOKIE_SECRET="from the environment")
        announced_host(process)
        process.terminate()
        assert process.communicate(timeout=20)[1] == ""
        key = tmp_path / "data" / "access" / "cookie.key"
        secrets.append(key.read_text(encoding="utf-8"))
        assert stat.S_IMODE(key.stat().st_mode) == 0o600
    assert secrets[0] == secrets[1]
    assert len(secrets[0]) == 64


def test_nagle_is_off():
    with listen("127.0.0.1", 0) as listener:
        assert listener.proto == socket.IPPROTO_TCP


def test_settings_are_known_and_those_of_the_file():
    written = tomllib.loads((ROOT / ".streamlit" / "config.toml").read_text(encoding="utf-8"))
    for name, value in settings.OPTIONS.items():
        section, _, option = name.partition(".")
        assert name in config.get_config_options()
        assert written[section][option] == value


def test_an_option_that_streamlit_lost_is_named(monkeypatch):
    monkeypatch.setattr(settings, "OPTIONS", {"runner.postScriptGC2": False})
    monkeypatch.setattr(settings.bootstrap, "load_config_options", lambda options: None)
    with pytest.raises(settings.SettingRefused, match=r"no option runner\.postScriptGC2"):
        settings.apply(address="127.0.0.1", port=1, host_names=[])
