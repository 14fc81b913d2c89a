"""A server of the export's own, over what the week is told from, for nobody else."""

import os
import re
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from etl.errors import CooperationError
from etl.messages import message
from etl.places import ROOT

PATIENCE = 120  # seconds until it has drawn its first page


@contextmanager
def own_server(data: Path) -> Iterator[str]:
    """The address of a server on this machine alone that shows `data` as a viewer sees it."""
    clean = {name: value for name, value in os.environ.items() if not name.startswith(("COOPERATION_", "STREAMLIT_"))}
    process = subprocess.Popen(
        [sys.executable, "-m", "dashboard.serve", "--port", "0", "--empty", "--viewers-without-sign-in"],
        cwd=ROOT,
        env=clean | {"COOPERATION_DATA": str(data)},
        stderr=subprocess.PIPE,
        text=True,
        encoding="utf-8",
    )
    try:
        yield _address(process)
    finally:
        process.terminate()
        try:
            process.communicate(timeout=20)
        except subprocess.TimeoutExpired:
            process.kill()
            process.communicate()


def _address(process: "subprocess.Popen[str]") -> str:
    assert process.stderr
    lines = []
    for line in process.stderr:
        lines.append(line)
        if found := re.search(r"http://\S+", line):
            return found[0]
    raise CooperationError(message("export_server", seen=(lines or [""])[-1].strip()[:120]))
