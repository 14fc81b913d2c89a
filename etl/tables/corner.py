"""What the rows of a wide table are, where its corner does not say: told by the names that stand in them."""

import re
from collections.abc import Callable, Sequence

from etl.clean.text import folded, visible
from etl.reference import choices, names
from etl.source import Heading, Source, row_words
from etl.tables.found import FoundColumn
from etl.tables.grid import Grid

# 镇街＼月份 in the corner names the rows below it and the columns beside it.
PARTS = re.compile(r"[\\/|\s＼／｜]+")
# One name may be a chance; two are a list.
FEWEST = 2
MOST_LOOKED_AT = 500

_FIND: dict[str, Callable[[str], str | None]] = {
    "towns": lambda text: names("towns").find(text),
    "sectors": lambda text: names("sectors").find(text),
    "partners": lambda text: names("partners").find(text),
    "scheme": lambda text: names("schemes").find(text),
    "direction": lambda text: choices("direction").find(text),
}


def by_parts(source: Source, text: str) -> Heading | None:
    """What the rows are, from a corner cell that names rows and columns; None where it could be either."""
    parts = [part for part in PARTS.split(text) if part]
    found = [heading for part in parts if (heading := source.heading((part,))) and "period_start" not in heading.fills]
    return found[0] if len(parts) > 1 and len(found) == 1 else None


def by_names(grid: Grid, source: Source, rows: Sequence[int], first: int) -> FoundColumn | None:
    """The column left of the first number, under a blank corner or 单位：人, where its cells are names of one kind."""
    index = first - 1
    corner = {folded(grid.text(row, index)) for row in rows} if index >= 0 else {"?"}
    if any(text and ":" not in text for text in corner):
        return None
    texts = set()
    for row in range(rows[-1] + 1, min(grid.height, rows[-1] + 1 + MOST_LOOKED_AT)):
        value = grid.value(row, index)
        if isinstance(value, str) and visible(value) and folded(value).rstrip(":") not in row_words().total:
            texts.add(visible(value))
    kinds = [reads for reads, find in _FIND.items() if len(texts) >= FEWEST and all(map(find, texts))]
    found = [heading for heading in source.headings.values() if heading.reads in kinds]
    over = tuple(text for row in rows if (text := grid.text(row, index)))
    return FoundColumn(index, over, found[0]) if len(kinds) == 1 and found else None
