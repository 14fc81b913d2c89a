"""What tells a table of ours from others with the same headings, and a number from what only looks like it."""

from collections.abc import Sequence

from etl.clean.text import folded, heading_key
from etl.source import Heading, Source, across_words, note_words
from etl.tables.across import NUMBER
from etl.tables.found import FoundColumn

# (column, texts from the outermost heading to the innermost)
Path = tuple[int, tuple[str, ...]]


def is_compared(path: tuple[str, ...]) -> bool:
    """人数（同比） is a change, not a number of people."""
    return any(word in note for text in path for note in heading_key(text)[1] for word in note_words().compared)


def running_totals(paths: list[Path], source: Source, heading: Heading) -> list[int]:
    """Columns of running totals, 人数（累计）, where another column, 人数（本月）, has the same meaning without."""
    same = [(index, texts) for index, texts in paths if source.heading(texts) == heading]
    running = [
        index
        for index, texts in same
        if any(word in note for text in texts for note in heading_key(text)[1] for word in note_words().running)
    ]
    return running if len(running) < len(same) else []


def halves(source: Source, columns: list[FoundColumn]) -> set[int]:
    """人数（中方） beside 人数（港方）: neither is the number of people, and adding them up would be a guess."""
    counted = {column.heading: column for column in columns if column.heading and column.heading.reads == "count"}
    paths = [(column.index, column.texts) for column in columns]
    found: set[int] = set()
    for column in columns:
        meaning = source.heading(column.texts)
        first = counted.get(meaning) if meaning and column.heading is None else None
        if not meaning or not first or is_compared(column.texts):
            continue
        notes, others = (heading_key(one.text)[1] for one in (first, column))
        if notes and others and notes != others and column.index not in running_totals(paths, source, meaning):
            found |= {first.index, column.index}
    return found


def tells(source: Source, paths: list[Path], fills: set[str], around: Sequence[str]) -> bool:
    """Whether anything says that the table is of this kind: a duty roster has days, people and places, too."""
    if fills & source.telling_columns:
        return True
    told = [*(folded(text) for _, texts in paths for text in texts), *map(folded, around)]
    return any(word in text for text in told for word in source.telling_words)


def sums_visits_up(source: Source, paths: list[Path], fills: set[str], around: Sequence[str]) -> bool:
    """Whether the people that are counted are those of visits: 月份 | 方向 | 团组批次 | 人数."""
    if NUMBER not in source.columns or fills & {"scheme", "measure", "purpose"}:
        return False
    words = across_words()
    told = [*(folded(text) for _, texts in paths for text in texts), *map(folded, around)]
    return any(word in text for text in told for word in words.visits) and not any(
        word in text for text in told for word in words.talent
    )
