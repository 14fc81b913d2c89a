"""Workbooks that other people made, in a folder that COOPERATION_WILD names: none is ours, each is refused in words."""

import os
from pathlib import Path

import pytest

from etl.pipeline import check_path

FOLDER = os.environ.get("COOPERATION_WILD", "")
CODES = {"empty", "no_known_table", "corrupt", "password_protected", "not_a_spreadsheet", "too_large", "unsafe"}


@pytest.mark.skipif(not FOLDER, reason="COOPERATION_WILD names no folder of other people's workbooks")
def test_a_workbook_of_another_kind_is_refused_in_words():
    answers = {path.name: check_path(path) for path in sorted(Path(FOLDER).iterdir()) if path.is_file()}
    assert answers
    for name, checked in answers.items():
        assert checked.refusal is not None, f"{name} was taken for one of ours"
        assert checked.refusal.code in CODES, name
        assert 10 < len(checked.refusal.message) <= 400, name
        assert not any(checked.rows.values()), name
