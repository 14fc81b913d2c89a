"""Whatever was loaded, undone, redone, decided, revoked, in whatever order: the state is that of what counts."""

import duckdb
from hypothesis import example, given, settings
from hypothesis import strategies as st

from etl import schema
from etl.digest import content_columns, state_digests
from etl.draft import connect
from etl.history import decisions
from etl.history.settle import add_workbooks
from etl.history.undoing import bring_back, take_back
from etl.pipeline import check_workbook
from etl.publish import rebuild_state
from etl.source import sources
from etl.state import state_sql
from etl.verify import verify
from tests.conftest import Rows, as_csv

NUMBERED = ["编号", "日期", "方向", "机构", "人数"]
PLAIN = ["日期", "方向", "机构", "人数", "主题"]
INTENTS = ["签约日期", "项目名称", "中山方", "阶段"]
MAY, JUNE = ["2024年5月7日", "赴港", "HKPC", 3, "会议"], ["2024年6月7日", "来访", "HKUST", 4, "调研"]
JULY = ["2024年7月7日", "赴港", "HKU", 5, "招商"]
BASE = ["2024年5月8日", "基地", "某局", "意向"]
# Versions of four ledgers: rows come and go, keys are corrected and corrected back, two offices tell the same.
WORKBOOKS: list[Rows] = [
    [PLAIN, MAY, JUNE],
    [PLAIN, MAY, [*JUNE[:4], "考察"]],
    [PLAIN, MAY, [*JUNE[:2], "HKU", 4, "考察"], JULY],
    [PLAIN, MAY, JUNE, JULY, [""]],
    [PLAIN, JUNE, JULY],
    [NUMBERED, ["V1", *MAY[:4]], ["V2", *JUNE[:4]]],
    [NUMBERED, ["V2", *JUNE[:3], 9], ["V3", *JULY[:4]]],
    [INTENTS, ["2024年5月7日", "实验室", "某公司", "意向"], BASE],
    [INTENTS, ["2024年8月7日", "实验室一期", "某公司", "正式签约"], BASE],
    [INTENTS, ["2024年9月7日", "实验室（一期）", "某公司", "落地"], BASE],
]
CHECKED = [check_workbook(as_csv(rows), f"{number}.csv") for number, rows in enumerate(WORKBOOKS)]
ROWS = sorted(
    {
        (table, row[f"{table[:-1]}_id"])
        for one in CHECKED
        for table in ("visits", "intents")
        for row in one.as_json()["rows"][table]
    }
)
KINDS = ("row_removed", "row_kept", "same")
# How the rows write bodies, and bodies, of which one is new.
SPELLINGS, BODIES = ("HKPC", "HKU", "某局"), ("香港大学", "香港科技大学", "某某会")


class History:
    """Loads, undos, redos, decisions and revocations as they happen, without the files."""

    def __init__(self) -> None:
        self.connection = duckdb.connect(config={"threads": 1})
        for statement in schema.create_statements():
            self.connection.execute(statement)

    def load(self, number: int) -> list[int]:
        return add_workbooks(self.connection, [CHECKED[number]], "a")

    def decide(self, kind: str, subject: int, other: int) -> int:
        if kind == "name":
            return self.name(subject, other)
        (table, row), (_, object) = ROWS[subject], ROWS[other]
        if kind == "same":
            return decisions.decide(self.connection, "row_removed", table, row, object, "a", None)
        return decisions.decide(self.connection, kind, table, row, None, "a", None)

    def name(self, subject: int, other: int) -> int:
        spelling, body = SPELLINGS[subject % len(SPELLINGS)], BODIES[other % len(BODIES)]
        return decisions.decide(self.connection, "name_is", "partners", spelling, body, "a", None)

    def in_force(self) -> set[int]:
        found = self.connection.execute("select decision_id from decisions where undone_at is null").fetchall()
        return {decision for (decision,) in found}

    def digest(self) -> object:
        """Of the current state; quicker than `state`, which makes its tables."""
        found = {}
        for table in sources():
            select = f"from ({state_sql(table)})"
            names = ", ".join(content_columns(table))
            found[table] = self.connection.execute(f"select {names} {select} order by all").fetchall()
        return found, self.connection.execute(
            "select load_id, coalesce(series, load_id) from loads where undone_at is null order by all"
        ).fetchall()

    def state(self) -> object:
        rebuild_state(self.connection)
        stages = self.connection.execute("select * from intent_stages order by all").fetchall()
        return state_digests(self.connection), stages


steps = st.one_of(
    st.tuples(st.just("load"), st.integers(0, len(CHECKED) - 1)),
    st.tuples(st.just("undo"), st.integers(0, 20)),
    st.tuples(st.just("redo"), st.integers(0, 20)),
    st.tuples(
        st.just("decide"),
        st.sampled_from((*KINDS, "name")),
        st.integers(0, len(ROWS) - 1),
        st.integers(0, len(ROWS) - 1),
    ),
    st.tuples(st.just("revoke"), st.integers(0, 20)),
)


@settings(max_examples=25, deadline=None)
@given(history=st.lists(steps, min_size=2, max_size=12))
@example(history=[("load", 0), ("load", 1), ("load", 2), ("undo", 0)])
@example(history=[("load", 0), ("load", 1), ("load", 2), ("undo", 1)])
@example(history=[("load", 7), ("load", 8), ("load", 9), ("undo", 1)])
@example(history=[("load", 0), ("load", 1), ("load", 3), ("undo", 2), ("load", 3), ("undo", 0)])
@example(history=[("load", 0), ("load", 1), ("load", 2), ("undo", 1), ("redo", 0)])
@example(history=[("load", 7), ("undo", 1), ("load", 8), ("load", 9), ("redo", 0)])
@example(history=[("load", 0), ("undo", 1), ("load", 2), ("undo", 1), ("redo", 0), ("load", 3), ("redo", 0)])
def test_the_state_is_that_of_what_counts(history):
    real, steps, gone = History(), [], set()  # what happened, as (kind, its id, with what), and what of it is undone
    real.load(5)
    steps.append(("load", 1, (5,)))
    for action, *values in history:
        if action == "load":
            steps += [("load", load, tuple(values)) for load in real.load(*values)]
        elif action == "decide":
            steps.append(("decide", real.decide(*values), values))
        else:
            kind = "decide" if action == "revoke" else "load"
            counting = [s for s in steps if s[:2] not in gone]
            those = [s for s in steps if s[0] == kind and (s in counting) == (action != "redo")]
            if action == "revoke":
                those = [s for s in those if s[1] in real.in_force()]
            if action == "redo":
                # The same bytes count once.
                those = [s for s in those if s[2] not in [other[2] for other in counting if other[0] == "load"]]
            if not those:
                continue
            kind, number, _ = those[values[0] % len(those)]
            if action == "undo":
                before = real.digest()
                take_back(real.connection, number, "a")
                bring_back(real.connection, number, "a")
                assert real.digest() == before
                take_back(real.connection, number, "a")
            elif action == "redo":
                bring_back(real.connection, number, "a")
            else:
                decisions.revoke(real.connection, number, "a")
            (gone.discard if action == "redo" else gone.add)((kind, number))
    straight, in_force = History(), real.in_force()
    for kind, number, values in steps:
        if (kind, number) in gone:
            continue
        if kind == "load":
            straight.load(*values)
        elif number in in_force:
            straight.decide(*values)
    assert real.state() == straight.state()


def test_the_same_through_the_warehouse(warehouse):
    """With its files, and the digest that verify gives."""
    loads = warehouse.load([CHECKED[number] for number in (0, 1, 2)], "a")["loads"]
    warehouse.undo(loads[1], "a")
    straight = History()
    straight.load(0)
    straight.load(2)
    rebuild_state(straight.connection)
    with connect(warehouse.current(), read_only=True) as connection:
        assert state_digests(connection) == state_digests(straight.connection)
    assert verify(warehouse)["ok"]
