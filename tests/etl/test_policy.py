"""The office's policy: what is shipped, what its own file changes, and what is said when that file is wrong."""

import tomllib

import pytest

from etl.errors import ReferenceBroken
from etl.messages import LANGUAGES, message
from etl.places import ROOT, data_folder
from etl.policy import POLICY, Policy, forget_policy


@pytest.fixture
def policy():
    """Writes the office's own policy."""

    def write(text):
        data_folder().mkdir(parents=True, exist_ok=True)
        (data_folder() / "policy.toml").write_text(text, encoding="utf-8")
        forget_policy()

    yield write
    forget_policy()


def test_what_is_shipped_holds_every_setting_once_and_shuts_nobody_out():
    shipped = tomllib.loads((ROOT / "etl" / "policy.toml").read_text(encoding="utf-8"))
    assert list(shipped) == list(Policy.__annotations__)
    assert (shipped["four_eyes"], shipped["smallest_people"], shipped["allowed_hosts"]) == (False, 0, [])


def test_an_office_changes_what_it_names(policy):
    policy('four_eyes = true\nsmallest_people = 5\nallowed_hosts = ["numbers.example"]')
    assert (POLICY.four_eyes, POLICY.smallest_people, POLICY.allowed_hosts) == (True, 5, ("numbers.example",))
    assert POLICY.session_hours == 12


@pytest.mark.parametrize(
    ("text", "code", "seen"),
    [
        ("four_eyes = 1", "policy_no_choice", "four_eyes"),
        ('four_eyes = "true"', "policy_no_choice", "four_eyes"),
        ("smallest_people = -1", "policy_no_number", "smallest_people"),
        ("smallest_people = true", "policy_no_number", "smallest_people"),
        ("smallest_people = 2.5", "policy_no_number", "smallest_people"),
        ('allowed_hosts = "numbers.example"', "policy_no_list", "allowed_hosts"),
        ("allowed_hosts = [1]", "policy_no_list", "allowed_hosts"),
        ("for_eyes = true", "policy_unknown", "for_eyes"),
        (f"{'x' * 900} = 1", "policy_unknown", "x" * 40),
        ("four_eyes =", "policy_unreadable", "policy.toml"),
    ],
)
def test_a_wrong_policy_is_said_in_a_sentence(policy, text, code, seen):
    policy(text)
    with pytest.raises(ReferenceBroken) as broken:
        POLICY.four_eyes  # noqa: B018
    assert str(broken.value) == message(code, seen=seen)
    for language in LANGUAGES:
        assert len(message(code, language, seen=seen)) <= 200
