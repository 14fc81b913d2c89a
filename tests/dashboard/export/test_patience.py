"""How long an export waits is the office's to say, in whole seconds."""

import pytest

from dashboard.export.shooting.patience import Patience, read_patience
from etl.errors import ReferenceBroken
from etl.places import data_folder


def write(text):
    data_folder().mkdir(parents=True, exist_ok=True)
    (data_folder() / "patience.toml").write_text(text, "utf-8")


def test_as_shipped():
    assert read_patience() == Patience(page=60, server=120, export=3600)


def test_an_office_changes_some_of_it():
    write("export = 7200\n")
    assert read_patience() == Patience(page=60, server=120, export=7200)


@pytest.mark.parametrize("text", ["page = 0", "page = 1.5", "page = true", 'page = "60"', "pages = 60", "page ="])
def test_what_is_no_patience(text):
    write(text)
    with pytest.raises(ReferenceBroken, match=r"patience\.toml"):
        read_patience()
