"""The heading of a known table: rows and columns of a sheet → the source whose headings these are."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace

from etl.read.sheet import Value
from etl.source import Heading, Source, sources
from etl.tables.across import spreading
from etl.tables.chosen import NOTHING, Chosen
from etl.tables.corner import by_names, by_parts
from etl.tables.found import FoundColumn, Spread, layout_of
from etl.tables.grid import Grid
from etl.tables.heading_words import DEEPEST_HEADING, FEWEST_KNOWN, kind_of
from etl.tables.telling import Path, halves, is_compared, running_totals, sums_visits_up, tells
from etl.tables.titles import is_title


@dataclass(frozen=True)
class Head:
    """A heading that we know: its rows, its source, its columns in the order of the sheet."""

    rows: list[int]
    source: Source
    columns: list[FoundColumn]
    spread: tuple[Spread, ...]
    totals: tuple[FoundColumn, ...]
    # Whether a person chose the source; known columns; filled columns; fewest rows
    score: tuple[bool, int, int, int]

    @property
    def indexes(self) -> list[int]:
        """The columns of the sheet that have a heading."""
        return sorted(c.index for c in (*self.columns, *(one.column for one in self.spread), *self.totals))

    @property
    def wide(self) -> set[int]:
        """The columns whose headings go across, and their totals."""
        return {column.index for column in (*(one.column for one in self.spread), *self.totals)}

    @property
    def meanings(self) -> list[tuple[int, Heading | None]]:
        """What each column means."""
        return [(column.index, column.heading) for column in self.columns]

    @property
    def across(self) -> list[tuple[int | None, tuple[int, int] | None, tuple[tuple[str, str], ...]]]:
        """What each heading across says."""
        return [(one.year, one.months, one.values) for one in self.spread]

    @property
    def layout(self) -> str:
        """The fingerprint of the headings, as `FoundTable.layout`."""
        everything = [*self.columns, *(one.column for one in self.spread), *self.totals]
        ordered = sorted((column for column in everything if column.texts), key=lambda column: column.index)
        return layout_of("/".join(column.texts) for column in ordered)

    @property
    def texts(self) -> list[tuple[str, ...]]:
        """The texts over each column, to tell a heading that is printed again."""
        return [column.texts for column in (*self.columns, *(one.column for one in self.spread), *self.totals)]


def paths_of(grid: Grid, rows: Sequence[int], columns: Iterable[int]) -> list[Path]:
    """(column, texts from the outermost heading to the innermost) for each column that has any."""
    found = []
    parents = [""] * len(rows)
    for index in columns:
        texts = [grid.text(row, index) for row in rows]
        for level, text in enumerate(texts[:-1]):
            # An unmerged group heading stands over its first column only and means the next ones too.
            if text:
                parents[level] = text
                parents[level + 1 :] = [""] * (len(parents) - level - 1)
            elif texts[-1] and not any(texts[:level]):
                texts[level] = parents[level]
        path = tuple(text for number, text in enumerate(texts) if text and text not in texts[:number])
        if path:
            found.append((index, path))
    return found


def head_at(
    grid: Grid, top: int, columns: Sequence[int], chosen: Chosen, around: Sequence[str], last: int
) -> Head | None:
    """The heading that begins in this row: of all depths and sources, what makes the most columns known."""
    best: Head | None = None
    for bottom in range(top, min(top + DEEPEST_HEADING, last)):
        if not looks_like_heading(grid, bottom, columns):
            break
        rows = list(range(top, bottom + 1))
        paths = paths_of(grid, rows, columns)
        for source in sources().values():
            found = head_of(grid, paths, rows, source, chosen, around)
            # 来源 over 标题: words of headings in the line below are no data.
            if found is None:
                continue
            is_level = best and found.score[:3] == best.score[:3] and len(found.rows) > len(best.rows)
            is_deeper = is_level and _words_in(grid, bottom, columns) > 1
            if best is None or found.score > best.score or is_deeper:
                best = found
    return _without_idle_rows(grid, best, columns, chosen, around) if best else None


def head_of(
    grid: Grid,
    paths: list[Path],
    rows: list[int],
    source: Source,
    chosen: Chosen,
    around: Sequence[str],
    *,
    is_chosen: bool = False,
) -> Head | None:
    """The heading that these texts are for the source; None where it is not one of its tables.

    With `is_chosen` a person says that it is one, as `chosen` may: then it may lack columns that it must have.
    """
    layout = layout_of("/".join(texts) for _, texts in paths) if chosen else ""
    said = chosen.tables.get(layout) if chosen else None
    if said in sources() and said != source.table:
        return None
    is_chosen = is_chosen or said == source.table
    choices = _choices(layout, paths, source, chosen)
    claimed = {name for heading in choices.values() if heading for name in heading.fills}
    wide = spreading(source, [path for path in paths if path[0] not in choices], around)
    taken_out = {c.index for c in (*(one.column for one in wide.spread), *wide.totals)} if wide else set()
    columns: list[FoundColumn] = []
    taken: set[str] = set()
    for index, path in paths:
        if index in taken_out:
            continue
        heading = choices[index] if index in choices else source.heading(path)
        if wide and heading is None and index not in choices:
            heading = by_parts(source, path[-1])
        if index not in choices and (
            is_compared(path) or (heading and index in running_totals(paths, source, heading))
        ):
            heading = None
        if index not in choices and heading and heading.fills and claimed.issuperset(heading.fills):
            heading = None  # a person chose another column for it
        if heading and heading.fills and taken.issuperset(heading.fills):
            heading = None  # a second column of the same meaning is kept beside the row, not written over the first
        if heading:
            taken.update(heading.fills)
        columns.append(FoundColumn(index, path, heading))
    spread = wide.spread if wide else ()
    if spread and (named := by_names(grid, source, rows, min(one.column.index for one in spread))):
        columns = [named, *(column for column in columns if column.index != named.index)]
        columns.sort(key=lambda column: column.index)
    if spread:
        taken.add("headcount")
        if any(one.says_period for one in spread):
            taken.update(("period_start", "period_end"))
    known = sum(bool(column.heading and column.heading.fills) for column in columns)
    needed = [name for name in source.required if name not in source.defaults]
    is_told = is_chosen or any(choices.values())
    fewest = 1 if is_told else FEWEST_KNOWN
    # 指标 | 2023 | 2024: what is counted may be anything, and is said of no town, sector or body.
    if spread and not any(column.heading and set(column.heading.fills) - {"measure", "note"} for column in columns):
        return None
    taken.update(name for one in spread for name, _ in one.values)
    # A column that a person put aside still tells what the table is.
    aside = [source.heading(path) for index, path in paths if index in choices and choices[index] is None]
    telling = taken.union(*(heading.fills for heading in aside if heading))
    if not is_told and (sums_visits_up(source, paths, telling, around) or not tells(source, paths, telling, around)):
        return None
    seen = known + len(spread) + sum(bool(heading and heading.fills) for heading in aside)
    is_whole = known and seen >= fewest and taken.issuperset(needed)
    if not is_whole and not is_chosen:
        return None
    # Columns before what they fill: 金额 over 下限 and 上限 fills both, and still has a line below it.
    score = (is_chosen, known + len(spread), len(taken), -len(rows))
    no_number = halves(source, columns) - choices.keys()
    columns = [replace(column, heading=None) if column.index in no_number else column for column in columns]
    return Head(rows, source, columns, spread, wide.totals if wide else (), score)


def _choices(layout: str, paths: list[Path], source: Source, chosen: Chosen) -> dict[int, Heading | None]:
    """What a person chose for the columns of this layout; None for one that is to stay with its rows."""
    if not chosen:
        return {}
    found: dict[int, Heading | None] = {}
    for index, texts in paths:
        said = chosen.heading(layout, FoundColumn(index, texts, None)) or ""
        table, _, fills = said.partition(".")
        heading = source.filling(*fills.split("+")) if table == source.table else None
        if heading or said == NOTHING:
            found[index] = heading
    return found


def _without_idle_rows(grid: Grid, head: Head, columns: Sequence[int], chosen: Chosen, around: Sequence[str]) -> Head:
    """The heading without a line of titles above it, 填报单位：… in several cells, that changes no column's meaning."""
    while len(head.rows) > 1 and is_title(_own(grid, head.rows[0], columns)):
        rows = head.rows[1:]
        fewer = head_of(grid, paths_of(grid, rows, columns), rows, head.source, chosen, around)
        if fewer is None or not _keeps(head, fewer, chosen):
            break
        head = fewer
    return head


def _keeps(head: Head, fewer: Head, chosen: Chosen) -> bool:
    """Whether every column means in `fewer` rows what it means now, or what a person chose for the layout of those."""
    if any(layout == fewer.layout for layout, _ in chosen.headings) or fewer.layout in chosen.tables:
        return True
    return fewer.meanings == head.meanings and fewer.across == head.across


def _words_in(grid: Grid, row: int, columns: Sequence[int]) -> int:
    texts = [value for _, value in _own(grid, row, columns) if isinstance(value, str)]
    return sum(kind_of(text, frozenset()) == "word" for text in texts)


def _own(grid: Grid, row: int, columns: Sequence[int]) -> list[tuple[int, Value]]:
    allowed = frozenset(columns)
    return [(column, value) for column, value in grid.own(row) if column in allowed]


def looks_like_heading(grid: Grid, row: int, columns: Sequence[int]) -> bool:
    """Words, years and months in at least two cells, and nothing else."""
    own = _own(grid, row, columns)
    return len(own) >= 2 and all(isinstance(value, str) or grid.text(row, column) for column, value in own)
