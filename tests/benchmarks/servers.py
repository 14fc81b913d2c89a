"""Servers to compare: the dashboard, and a page that only says hello, set as the dashboard is and set by nobody."""

import os
import re
import signal
import socket
import subprocess
import sys
import threading
import time
from dataclasses import dataclass, field
from pathlib import Path

ROOT = Path(__file__).parents[2]
DASH = "dash==4.4.1"
HELLO = """\
import streamlit as st

st.write("hello")
with st.container(key="page-ready"):
    st.write("")
"""
EMPTY_CHARTS = """\
import plotly.graph_objects as go
import streamlit as st

for place in range({count}):
    st.plotly_chart(go.Figure(), key=f"chart-{{place}}")
with st.container(key="page-ready"):
    st.write("")
"""
SERVE_HELLO = """\
import sys
from pathlib import Path

from dashboard.serve import main

sys.exit(main(script=Path(__file__).with_name("hello.py")))
"""


@dataclass
class Server:
    """A server in a process of its own."""

    name: str
    process: subprocess.Popen[str]
    host: str
    start_seconds: float
    said: list[str] = field(default_factory=list)

    def cpu_seconds(self) -> float:
        """CPU time of the whole process so far, to the nanosecond.

        Linux forms the number of another process's CPU clock from its id; /proc counts in steps of 10 ms, which is as
        much as a whole page costs.
        """
        return time.clock_gettime((~self.process.pid << 3) | 2)

    def stop(self) -> None:
        self.process.send_signal(signal.SIGTERM)
        self.process.wait(timeout=30)


def start_dashboard(folder: Path) -> Server:
    """The product, with a warehouse of its own that it fills from the sample workbooks when it is new."""
    return _started("overview", [sys.executable, "-m", "dashboard.serve", "--port", "0"], ROOT, folder)


def start_hello(folder: Path) -> Server:
    """A page that says hello, served as the dashboard is."""
    (folder / "hello.py").write_text(HELLO, encoding="utf-8")
    (folder / "serve_hello.py").write_text(SERVE_HELLO, encoding="utf-8")
    return _started("hello", [sys.executable, "serve_hello.py", "--port", "0", "--empty"], folder, folder)


def start_empty_charts(folder: Path, count: int) -> Server:
    """A page with so many charts of Streamlit's that have nothing in them, served as the dashboard is."""
    (folder / "hello.py").write_text(EMPTY_CHARTS.format(count=count), encoding="utf-8")
    (folder / "serve_hello.py").write_text(SERVE_HELLO, encoding="utf-8")
    return _started("empty charts", [sys.executable, "serve_hello.py", "--port", "0", "--empty"], folder, folder)


def start_plain_hello(folder: Path) -> Server:
    """The same page as Streamlit serves it when nobody has set anything but what a test cannot do without."""
    (folder / "hello.py").write_text(HELLO, encoding="utf-8")
    with socket.create_server(("127.0.0.1", 0)) as probe:
        port = probe.getsockname()[1]
    options = ["--server.headless=true", "--server.address=127.0.0.1", f"--server.port={port}"]
    command = [sys.executable, "-m", "streamlit", "run", "hello.py", *options, "--browser.gatherUsageStats=false"]
    return _started("hello, Streamlit's own settings", command, folder, folder)


def start_dash(figures: Path, folder: Path) -> Server:
    """The overview's charts as `tests.benchmarks.dash_page` serves them."""
    script = Path(__file__).with_name("dash_page.py")
    # In an environment of its own: Dash brings a plugin into every pytest run beside it.
    with_dash = [str(Path(sys.executable).with_name("uv")), "run", "--no-project", "--with", DASH, "python"]
    return _started("Dash", [*with_dash, str(script), str(figures)], ROOT, folder)


def _started(name: str, command: list[str], working_folder: Path, data: Path) -> Server:
    begin = time.perf_counter()
    process = subprocess.Popen(
        command,
        cwd=working_folder,
        env=os.environ | {"PYTHONPATH": str(ROOT), "COOPERATION_DATA": str(data)},
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        text=True,
        encoding="utf-8",
    )
    assert process.stdout is not None
    said: list[str] = []
    for line in process.stdout:
        said.append(line)
        if address := re.search(r"http://(\S+)", line):
            server = Server(name, process, address[1], time.perf_counter() - begin, said)
            # A server whose output nobody reads stops when the pipe is full.
            threading.Thread(target=said.extend, args=(process.stdout,), daemon=True).start()
            return server
    raise RuntimeError(f"{name} did not start: {''.join(said)}")
