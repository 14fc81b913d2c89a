"""What a printed page says besides its panels: what was chosen, and the definitions of what it shows."""

import json

import pytest
from streamlit.testing.v1 import AppTest

from tests.conftest import build_workbook
from tests.pages.drawn import parts
from tests.pages.warehouses import make_warehouse


@pytest.fixture(scope="module")
def data(tmp_path_factory):
    folder = tmp_path_factory.mktemp("printing")
    rows = [["日期", "方向", "会见机构", "镇街", "人数"], ["2024-05-13", "赴港", "香港贸易发展局", "南区街道", 12]]
    return make_warehouse(folder, [build_workbook(folder / "visits.xlsx", rows)])


def print_page():
    from dashboard.access.person import LOCAL
    from dashboard.component import page
    from dashboard.printing import begin, end, used
    from dashboard.reader import read

    reader = read(LOCAL)
    with page(""):
        begin(reader)
        used(("meetings", "delegations"))
        used(["delegations"])
        end(reader)


@pytest.mark.parametrize(
    ("language", "chosen", "names"),
    [
        ("zh-Hans", "所选范围：2024年、南区", ["拜访机构", "交流团组"]),
        ("zh-Hant", "所選範圍：2024年、南區", ["拜訪機構", "交流團組"]),
        ("en", "Chosen: 2024, Nanqu", ["Meetings", "Delegations"]),
    ],
)
def test_what_is_written(data, monkeypatch, language, chosen, names):
    monkeypatch.setenv("COOPERATION_DATA", str(data))
    app = AppTest.from_function(print_page, default_timeout=30)
    for name, value in {"from": "2024-01-01", "to": "2024-12-31", "town": "南区街道", "language": language}.items():
        app.query_params[name] = value
    app.run()
    assert not app.exception
    above, below = (json.loads(part.data) for part in parts(app))
    assert above["chosen"] == chosen
    assert [one["name"] for one in below["used"]] == names
    assert all(one["definition"] and one["note"] for one in below["used"])
