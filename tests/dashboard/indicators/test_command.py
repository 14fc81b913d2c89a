"""`python -m dashboard.values` prints what the function gives."""

import json
from datetime import date

from tests.conftest import run

VISITS = [
    ["编号", "日期", "方向", "机构", "人数", "行业"],
    ["V1", "2024-05-07", "赴港", "HKPC、HKUST", 3, "潮玩"],
    ["V2", "2024-06-07", "来访", "HKPC", 4, "灯饰"],
    ["V3", "2025-06-07", "来访", "HKU", None, "灯饰"],
]


def command(*arguments):
    return run(*arguments, module="dashboard.values")


def test_the_command_equals_the_function(loaded):
    version = loaded.load(VISITS)["version"]
    for arguments, by, filters in (
        ([], [], {}),
        (["--by", "partner"], ["partner"], {}),
        (["--by", "year", "direction"], ["year", "direction"], {}),
        (["--by", "partner", "--from", "2024-01-01", "--to", "2024-05-31"], ["partner"],
         {"start": date(2024, 1, 1), "end": date(2024, 5, 31)}),
        (["--partner", "香港生产力促进局", "--sector", "潮玩", "灯饰照明", "--direction", "HK_TO_ZS"], [],
         {"partners": ("香港生产力促进局",), "sectors": ("潮玩", "灯饰照明"), "directions": ("HK_TO_ZS",)}),
        (["--as-of", "2020-01-01"], [], {"as_of": date(2020, 1, 1)}),
    ):  # fmt: skip
        done = command("meetings", *arguments, "--json")
        assert done.returncode == 0
        rows = loaded.values("meetings", *by, **filters).rows
        assert json.loads(done.stdout) == {
            "indicator": "meetings",
            "unit": "count",
            "version": version,
            "definition": {"version": 1, "valid_from": "2012-01-01"},
            "by": by,
            "values": [{name: row[name] for name in (*by, "value")} for row in rows],
        }
    assert command("meetings").stdout == "4\n"
    assert command("meetings", "--by", "partner").stdout == "香港大学\t1\n香港生产力促进局\t2\n香港科技大学\t1\n"


def test_numbers_are_plain(loaded):
    loaded.load(VISITS)
    loaded.load([["编号", "日期", "事项", "阶段", "金额"], ["I1", "2024-01-01", "甲", "意向", "1.5亿元"]])
    assert json.loads(command("intentions_amount", "--json").stdout)["values"] == [{"value": 150_000_000}]
    assert json.loads(command("conversion_rate", "--json").stdout)["values"] == [{"value": 0.0}]
    assert json.loads(command("contracts_amount", "--json").stdout)["values"] == [{"value": None}]


def test_exit_statuses(loaded):
    empty = command("meetings")
    assert (empty.returncode, empty.stdout, len(empty.stderr.splitlines())) == (1, "", 1)
    loaded.load(VISITS)
    for wrong in (["frobnicate"], [], ["meetings", "--by", "scheme"], ["meetings", "--from", "yesterday"]):
        done = command(*wrong)
        assert (done.returncode, done.stdout) == (2, ""), wrong
