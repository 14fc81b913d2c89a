"""Faults of the browser: killed, standing still, a chart that throws, no font, the websocket lost."""

import os
import re
import signal
import subprocess
import time
from collections.abc import Callable
from contextlib import suppress
from pathlib import Path

from tests.faults.run import Run

PRELOAD = Path(__file__).with_name("preload")
LATIN_ONLY = """\
<?xml version="1.0"?><!DOCTYPE fontconfig SYSTEM "urn:fontconfig:fonts.dtd">
<fontconfig><dir>{fonts}</dir><cachedir>{cache}</cachedir></fontconfig>
"""
EVERYTHING = """\
<?xml version="1.0"?><!DOCTYPE fontconfig SYSTEM "urn:fontconfig:fonts.dtd">
<fontconfig><include>/etc/fonts/fonts.conf</include></fontconfig>
"""
# Fonts without a single Chinese letter.
LATIN_FONTS = next(filter(Path.is_dir, map(Path("/usr/share/fonts/truetype").joinpath, ("dejavu", "liberation"))))


def browser_killed(run: Run) -> Callable[[], None]:
    """SIGKILL to Chromium, or to one of the processes that draw, at a random moment; sometimes to each new one too."""
    whole, again = run.random.random() < 0.7, run.random.random() < 0.25
    run.how = ("the browser" if whole else "a part of the browser") + (", each anew" if again else "")

    def strike() -> None:
        still = run.wait_for_a_moment()
        while still:
            found = [one for one in run.processes() if (one.is_browser if whole else one.is_browser_part)]
            if found:
                run.random.choice(sorted(found, key=lambda one: one.pid)).send(signal.SIGKILL)
                if not again:
                    return
            still = run.wait(0.05 if not found else run.random.uniform(0, 4))

    return strike


def browser_stands_still(run: Run) -> Callable[[], None]:
    """SIGSTOP to Chromium: it answers nothing any more and does not end; the export's own deadline must."""
    longest = int(run.office.seconds) + 5
    (run.data / "patience.toml").write_text(f"page = 5\nserver = 60\nexport = {longest}\n", encoding="utf-8")

    def strike() -> None:
        still = run.wait_for_a_moment()
        while still:
            found = [one for one in run.processes() if one.is_browser]
            for one in found:
                one.send(signal.SIGSTOP)
            still = run.wait(0.05 if not found else 0.5)

    return strike


def chart_throws(run: Run) -> None:
    """A chart's drawing throws in the page: before it draws, when it stands, or half drawn and later."""
    when = run.random.choice(("before", "after", "half"))
    chance = run.random.choice(("0.05", "0.2", "1"))
    run.how = f"{when}, chance {chance}"
    run.environment |= {"PYTHONPATH": str(PRELOAD), "FAULT_CHART": f"{when} {chance}"}


def no_font(run: Run) -> Callable[[], None] | None:
    """No font with Chinese: from the start, gone at a random moment, or gone and back again."""
    config, cache = run.folder / "fonts.conf", run.folder / "fonts.cache"
    cache.mkdir()
    latin_only = LATIN_ONLY.format(fonts=LATIN_FONTS, cache=cache)
    run.environment["FONTCONFIG_FILE"] = str(config)
    how = run.random.choices(("never there", "gone", "gone and back"), (1, 2, 2))[0]
    run.how = how
    config.write_text(latin_only if how == "never there" else EVERYTHING, encoding="utf-8")

    def change(content: str) -> None:
        draft = config.with_suffix(".next")
        draft.write_text(content, encoding="utf-8")
        os.replace(draft, config)

    def strike() -> None:
        if run.wait_for_a_moment():
            change(latin_only)
            if how == "gone and back" and run.wait(run.random.uniform(0, run.office.seconds / 2)):
                change(EVERYTHING)

    return None if how == "never there" else strike


def websocket_lost(run: Run) -> Callable[[], None]:
    """The kernel resets every connection to the server (`ss --kill`): once, a few times, or again and again."""
    times = run.random.choices((1, run.random.randint(2, 5), 1000), (3, 2, 1))[0]
    run.how = f"{times} times" if times < 1000 else "to the end"

    def strike() -> None:
        if not run.wait_for_a_moment():
            return
        done, end = 0, time.monotonic() + 60
        while done < times and time.monotonic() < end:
            if port := _port(run):
                done += cut(port)
            if not run.wait(run.random.uniform(0.02, 0.6)):
                return

    return strike


def _port(run: Run) -> int | None:
    """Where the export's server listens."""
    pids = {one.pid for one in run.processes() if "--viewers-without-sign-in" in one.words}
    said = subprocess.run(["ss", "-Htlnp"], capture_output=True, text=True, check=True).stdout
    for line in said.splitlines():
        found = re.search(r":(\d+)\s.*pid=(\d+)", line)
        if found and int(found[2]) in pids:
            return int(found[1])
    return None


def cut(port: int) -> bool:
    """Resets the connections of readers to a port; whether there was one."""
    with suppress(subprocess.CalledProcessError):
        said = subprocess.run(
            ["ss", "-HK", "-tn", "state", "established", "sport", "=", f":{port}"],
            capture_output=True,
            text=True,
            check=True,
        )
        return bool(said.stdout.strip())
    return False
