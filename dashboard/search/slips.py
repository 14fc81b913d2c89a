"""Names like a query that fits nothing, in case the keyboard slipped."""

from typing import TYPE_CHECKING

from rapidfuzz import fuzz, process

from dashboard.search.query import LONGEST_NAME, Query

if TYPE_CHECKING:
    from duckdb import DuckDBPyConnection as Connection

# A slip leaves so much (of 100) of a name as it is; of a shorter query it leaves too little.
LEAST_LIKENESS = 75
SHORTEST_WITH_SLIP = 4
# What is this much less like the query than the best is another word.
BELOW_BEST = 10
# Comparing is the one step in Python; so many names take a twentieth of a second.
MOST_COMPARED = 20_000


def alike(connection: "Connection", query: Query, kinds: tuple[str, ...]) -> dict[str, dict[str, str]]:
    """Kind → what is named → the name that is like the query or a part of which is, the most like first."""
    if len(query.whole) < SHORTEST_WITH_SLIP:
        return {}
    rows = connection.execute(
        "select kind, key, written, folded from searchable.names where list_contains(?, kind)"
        f" and length(folded) between ? and {LONGEST_NAME} order by position limit {MOST_COMPARED}",
        # A part of the query is like every short name.
        [list(kinds), len(query.whole) - 1],
    ).fetchall()
    found = process.extract(
        query.whole, [row[3] for row in rows], scorer=fuzz.partial_ratio, score_cutoff=LEAST_LIKENESS, limit=None
    )
    best: dict[str, dict[str, str]] = {}
    for _, score, number in found:
        if score < found[0][1] - BELOW_BEST:
            break
        kind, key, written, _ = rows[number]
        best.setdefault(kind, {}).setdefault(key, written)
    return best
