"""A real nginx with the configuration of `deploy/`, on this machine's own ports and with a certificate of its own."""

import os
import re
import shutil
import socket
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

from etl.places import ROOT

CONFIGURATION = ROOT / "deploy" / "cooperation.nginx.conf"
NAME = "board.example"
# Where install.sh unpacks nginx without installing it as a service.
UNPACKED = ROOT / ".venv" / "nginx" / "usr" / "sbin" / "nginx"


def nginx() -> str | None:
    """The program, or None when there is none on this machine."""
    return shutil.which("nginx", path=os.environ.get("PATH", "") + ":/usr/sbin") or (
        str(UNPACKED) if UNPACKED.exists() else None
    )


@dataclass(frozen=True)
class Proxy:
    """A running proxy: its ports for TLS and for plain HTTP, its certificate, and what it has logged."""

    port: int
    plain_port: int
    certificate: Path
    log: Path
    errors: Path


@contextmanager
def proxied(folder: Path, backend: str) -> Iterator[Proxy]:
    """The proxy in front of `backend` (host:port), with nothing changed but places, ports and the longest waits."""
    program = nginx()
    assert program
    port, plain_port = _free_ports(2)
    key, certificate = _certificate(folder)
    (folder / "opt").mkdir()
    shutil.copytree(ROOT / "deploy", folder / "opt" / "deploy")
    text = CONFIGURATION.read_text(encoding="utf-8")
    for pattern, instead in (
        (r"listen \[::\][^;]*;", ""),
        (r"listen 80\b", f"listen 127.0.0.1:{plain_port}"),
        (r"listen 443\b", f"listen 127.0.0.1:{port}"),
        (r"server 127\.0\.0\.1:8501;", f"server {backend};"),
        (r"ssl_certificate  .*;", f"ssl_certificate {certificate};"),
        (r"ssl_certificate_key .*;", f"ssl_certificate_key {key};"),
        (r"/var/log/nginx/", f"{folder}/"),
        (r"/opt/cooperation/", f"{folder}/opt/"),
        (r"client_header_timeout 10s", "client_header_timeout 1s"),
    ):
        text, count = re.subn(pattern, instead, text)
        assert count, f"{pattern} is not in the configuration"
    (folder / "cooperation.conf").write_text(text, encoding="utf-8")
    places = "\n".join(
        f"{kind}_temp_path {folder}/{kind};" for kind in ("client_body", "proxy", "fastcgi", "uwsgi", "scgi")
    )
    user = "user root;" if os.geteuid() == 0 else ""
    (folder / "nginx.conf").write_text(
        f"{user}\ndaemon off;\npid {folder}/nginx.pid;\nevents {{}}\nhttp {{\n{places}\n"
        f"include {folder}/cooperation.conf;\n}}\n",
        encoding="utf-8",
    )
    process = subprocess.Popen(
        [program, "-p", folder, "-c", folder / "nginx.conf", "-e", folder / "start.log"], stderr=subprocess.DEVNULL
    )
    try:
        _wait_for(port, process, folder / "start.log")
        yield Proxy(port, plain_port, certificate, folder / "cooperation.log", folder / "cooperation_error.log")
    finally:
        process.terminate()
        process.wait(timeout=10)


def _free_ports(count: int) -> list[int]:
    taken = [socket.create_server(("127.0.0.1", 0)) for _ in range(count)]
    ports = [listener.getsockname()[1] for listener in taken]
    for listener in taken:
        listener.close()
    return ports


def _certificate(folder: Path) -> tuple[Path, Path]:
    """A key and a certificate for NAME, valid for a day."""
    key, certificate = folder / "key.pem", folder / "certificate.pem"
    subprocess.run(
        [
            *("openssl", "req", "-x509", "-newkey", "ec", "-pkeyopt", "ec_paramgen_curve:prime256v1", "-nodes"),
            *("-days", "1", "-subj", f"/CN={NAME}", "-addext", f"subjectAltName=DNS:{NAME}"),
            *("-keyout", key, "-out", certificate),
        ],
        check=True,
        capture_output=True,
    )
    return key, certificate


def _wait_for(port: int, process: subprocess.Popen[bytes], said: Path) -> None:
    for _ in range(100):
        if process.poll() is not None:
            break
        try:
            socket.create_connection(("127.0.0.1", port), timeout=1).close()
        except OSError:
            time.sleep(0.05)
        else:
            return
    raise AssertionError(f"nginx did not start on {sys.platform}: {said.read_text(encoding='utf-8')}")
