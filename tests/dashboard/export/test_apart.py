"""Work in a process of its own gives its result or its error, and is not waited for when it is ended."""

import os
import time

import pytest

from dashboard.export.apart import apart
from etl.errors import CooperationError


def added(one: int, other: int) -> tuple[int, int]:
    return one + other, os.getpid()


def refused() -> None:
    raise CooperationError("no room")


def ended() -> None:
    os._exit(7)


def test_the_result_comes_from_another_process():
    with apart(added, 2, other=3) as result:
        total, process = result()
    assert total == 5
    assert process != os.getpid()


def test_an_error_is_raised_here():
    with apart(refused) as result, pytest.raises(CooperationError, match="no room"):
        result()


def test_one_that_is_ended_is_told():
    with apart(ended) as result, pytest.raises(CooperationError, match="ended: 7"):
        result()


def test_leaving_does_not_wait_for_it():
    begin = time.monotonic()
    with apart(time.sleep, 60):
        pass
    assert time.monotonic() - begin < 20
