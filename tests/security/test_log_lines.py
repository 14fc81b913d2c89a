"""No name and no address writes a log line of its own."""

import io
import logging

import pytest

from etl.log_lines import plain_log_lines


@pytest.fixture
def log():
    """A logger as the server has it, and what it wrote."""
    before = logging.getLogRecordFactory()
    plain_log_lines()
    written, logger = io.StringIO(), logging.Logger("server")
    handler = logging.StreamHandler(written)
    handler.setFormatter(logging.Formatter("%(levelname)s %(name)s: %(message)s"))
    logger.addHandler(handler)
    yield logger, written
    logging.setLogRecordFactory(before)


@pytest.mark.parametrize("end", ["\n", "\r", "\r\n", "\x0b", "\x85", "\u2028"])
def test_a_name_begins_no_line(log, end):
    logger, written = log
    logger.warning("asked for %s", f"/x{end}INFO server: all is well")
    assert written.getvalue().splitlines() == [
        "WARNING server: asked for /x" + "".join(f"\\u{ord(sign):04x}" for sign in end) + "INFO server: all is well"
    ]


@pytest.mark.parametrize("sign", ["\x1b[2J", "\u202e", "\u200b", "\x07", "\ud800"])
def test_what_hides_or_colours_is_seen(log, sign):
    logger, written = log
    logger.error(f"a{sign}b")
    assert written.getvalue() == f"ERROR server: a\\u{ord(sign[0]):04x}{sign[1:]}b\n"


def test_an_error_with_a_line_of_its_own_in_it(log):
    logger, written = log
    try:
        raise ValueError("no\nINFO server: all is well\x1b[31m")
    except ValueError:
        logger.exception("incident %s", "a1b2c3")
    first, *rest = written.getvalue().splitlines()
    assert first == "ERROR server: incident a1b2c3"
    assert rest[-1] == "  | INFO server: all is well\\u001b[31m"
    assert all(line.startswith("  | ") for line in rest)
