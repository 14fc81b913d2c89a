"""A name that is in no reference table is cut where a short one is asked for, and whole everywhere else."""

import pytest

from dashboard.text.names import Names, brief


@pytest.mark.parametrize(
    ("name", "shown"),
    [
        ("香港贸易发展局", "香港贸易发展局"),
        ("会" * 18, "会" * 18),
        ("会" * 19, "会" * 18 + "…"),
        ("Hong Kong Trade Development Council Office", "Hong Kong Trade Development Council…"),
    ],
)
def test_brief(name, shown):
    assert brief(name) == shown


def test_names():
    names = Names({"甲" * 30: "乙" * 30}, {"甲" * 30: "乙" * 30})
    assert names("甲" * 30, short=True) == "乙" * 30, "what the tables say is not cut"
    assert names("丙" * 30) == "丙" * 30
    assert names("丙" * 30, short=True) == "丙" * 18 + "…"
    assert names.original("丙" * 30, short=True) == "丙" * 30
