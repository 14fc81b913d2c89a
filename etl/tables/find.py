"""A sheet → its tables: which rows are the heading, which are rows, which are titles, totals and footnotes."""

from collections.abc import Sequence
from dataclasses import dataclass, field, replace

from etl.clean.text import folded
from etl.read.sheet import Sheet
from etl.source import row_words
from etl.tables.apart import unknown_tables
from etl.tables.below import stranger_below
from etl.tables.chosen import NOBODY_CHOSE, NONE, Chosen
from etl.tables.decided import decided_head, decided_headings, read_as_chosen, unknown_at
from etl.tables.found import FoundTable
from etl.tables.grid import Grid
from etl.tables.heading import Head
from etl.tables.heading_words import candidate_rows
from etl.tables.lines import sort_rows
from etl.tables.regions import blocks_beside
from etl.tables.side_by_side import heads_at
from etl.tables.titles import is_title, sheet_titles, titles_above
from etl.tables.unknown import is_name


@dataclass
class Place:
    """Where a heading stands and how far its table may reach."""

    head: Head
    first: int
    last: int
    end: int
    # Rows of the same heading printed again on a later page
    again: list[int] = field(default_factory=list)

    @property
    def top(self) -> int:
        """The first row of the heading."""
        return self.head.rows[0]

    @property
    def body(self) -> int:
        """The first row below the heading."""
        return self.head.rows[-1] + 1

    def overlaps(self, other: "Place | Head") -> bool:
        """Whether a heading stands over columns of this table."""
        if isinstance(other, Head):
            return other.indexes[0] <= self.last and self.first <= other.indexes[-1]
        return other.first <= self.last and self.first <= other.last


def find_tables(sheet: Sheet, chosen: Chosen = NOBODY_CHOSE, workbook: str = "") -> list[FoundTable]:
    """Every table of the sheet, top to bottom and left to right; `source=None` where nobody knows the layout.

    `chosen` is what people chose for layouts. `workbook` is the file's name without its ending; it may say that the
    numbers under months are people.
    """
    grid = Grid(sheet)
    found = _found(grid, chosen, workbook)
    if chosen.tables:
        found = [_as_chosen(grid, table, chosen, workbook) for table in found]
    return sorted(found, key=lambda table: (table.heading_rows or table.rows, table.first_column))


def _found(grid: Grid, chosen: Chosen, workbook: str) -> list[FoundTable]:
    sheet = grid.sheet
    places, unknown = _places(grid, chosen, workbook)
    if unknown:
        # The heading that a person chose says where the table is; what stands above it speaks of it.
        ends = [*(place.top for place in places), *(top for top, _ in unknown), grid.height]
        told = [unknown_at(grid, top, rows, min(end for end in ends if end > top)) for top, rows in unknown]
        spans = [range(place.first, place.last + 1) for place in places]
        known = [_table(grid, place, span, places, set()) for place, span in zip(places, spans, strict=True)]
        return [*told, *known]
    if not places:
        return unknown_tables(grid, row_words())
    found = _above(grid, min(place.top for place in places))
    strangers = {row for table in found for row in (*table.heading_rows, *table.rows)}
    for place in places:
        others = [other for other in places if other is not place and _share_rows(place, other)]
        free = _free_columns(grid, place, others)
        stop = stranger_below(grid, place.head, range(place.first, place.last + 1), place.body, place.end)
        if stop < place.end:
            part = grid.part(range(stop, place.end), range(place.first, place.last + 1))
            found += [replace(table, sheet=sheet) for table in unknown_tables(part, row_words())]
            place.end = stop
        tables, span = blocks_beside(grid, range(place.first, place.last + 1), free, place.top, place.body, place.end)
        found.append(_table(grid, place, span, places, strangers))
        found += tables
    return found


def _as_chosen(grid: Grid, table: FoundTable, chosen: Chosen, workbook: str) -> FoundTable:
    """The table as what a person said that it is: left out, or one of ours."""
    if table.source and chosen.tables.get(table.layout) == NONE:
        return replace(table, source=None)
    above = _words_above(grid, table.heading_rows[0]) if table.heading_rows else []
    head = read_as_chosen(grid, table, chosen, [grid.sheet.name, workbook, *above])
    if head is None:
        return table
    below = [row for row, _ in table.left_out]
    end = max([*table.rows, *below, *table.heading_rows]) + 1
    place = Place(head, head.indexes[0], head.indexes[-1], end)
    span = range(max(place.first, table.first_column), min(max(place.last, grid.width - 1), table.last_column) + 1)
    return _table(grid, place, span, [place], set())


def _above(grid: Grid, first: int) -> list[FoundTable]:
    """Tables above the first one that we know: words over numbers or dates, and a blank row below.

    Lines of two cells, 填报单位 | 外事局, are none: they speak of the table below them.
    """
    found = []
    while first and len(grid.own(first - 1)) in (1, 2):
        first -= 1
    for table in unknown_tables(grid.part(range(first), grid.all_columns), row_words()):
        cells = [dict(grid.own(row)) for row in table.rows]
        under = [[line[c.index] for line in cells if c.index in line] for c in table.columns]
        is_typed = any(len(values) > 1 and not any(map(is_name, values)) for values in under)
        is_wide = sum(len(line) > 2 for line in cells) > 1
        is_parted = bool(table.rows) and table.rows[-1] < first - 1
        if table.heading_rows and is_parted and (is_typed or is_wide):
            found.append(replace(table, sheet=grid.sheet))
    return found


def _share_rows(one: Place, other: Place) -> bool:
    return one.top < other.end and other.top < one.end


def _free_columns(grid: Grid, place: Place, others: Sequence[Place]) -> tuple[range, range]:
    """The columns to the left and to the right of the table that no other known table has."""
    left = max((other.last + 1 for other in others if other.last < place.first), default=0)
    right = min((other.first for other in others if other.first > place.last), default=grid.width)
    # What lies between two tables is looked at once, with the left one.
    if any(other.last < place.first for other in others):
        left = place.first
    return range(left, place.first), range(place.last + 1, right)


def _table(grid: Grid, place: Place, span: range, places: Sequence[Place], strangers: set[int]) -> FoundTable:
    head, sheet, words = place.head, grid.sheet, row_words()
    kept, left_out = sort_rows(grid, head, span, place.body, place.end)
    again = frozenset(place.again)
    left_out = [(row, "heading" if row in again else why) for row, why in left_out]
    left_out += [(row, "heading") for row in kept if row in again]
    kept = [row for row in kept if row not in again]
    above = [text for row in range(place.top) for _, value in grid.own(row) if (text := folded(str(value)))]
    is_example = any(word in text for word in words.example for text in [*above, folded(sheet.name)])
    spans = [(other.top, range(other.first, other.last + 1)) for other in places if other is not place]
    return FoundTable(
        sheet,
        head.source,
        head.rows,
        head.columns,
        kept,
        sorted(left_out),
        is_example,
        span.start,
        span.stop - 1,
        head.spread,
        head.totals,
        tuple(titles_above(grid, place.top, span, spans, strangers)),
        tuple(sheet_titles(grid, place.top, strangers)),
    )


def _places(grid: Grid, chosen: Chosen, workbook: str) -> tuple[list[Place], list[tuple[int, int]]]:
    """Every heading that we know, with the rows to which its table reaches.

    Besides (first row, number of rows) of the headings that a person chose and of whose columns we know nothing.
    """
    places: list[Place] = []
    unknown: list[tuple[int, int]] = []
    decided = decided_headings(grid, chosen)
    no_headings = {one.instead_of for one in decided.values()}
    within = {row for top, one in decided.items() for row in range(top, top + one.rows)}
    for top in sorted({*candidate_rows(grid, chosen), *decided}):
        if one := decided.get(top):
            around = [grid.sheet.name, workbook, *_words_above(grid, top)]
            head = decided_head(grid, top, one.rows, chosen, around)
            for place in places:
                place.end = min(place.end, top)
            # What a rule took for a heading directly above has no rows any more.
            places = [place for place in places if place.end > place.body]
            if head:
                places.append(Place(head, head.indexes[0], head.indexes[-1], grid.height))
            else:
                unknown.append((top, one.rows))
            continue
        if top in within:
            continue
        open_ones = [place for place in places if place.end > top]
        allowed = _allowed(grid, top, open_ones)
        if not allowed:
            continue
        around = [grid.sheet.name, workbook, *_words_above(grid, top)]
        for head in heads_at(grid, top, allowed, chosen, around):
            if no_headings and head.layout in no_headings:
                continue
            over = [place for place in open_ones if place.overlaps(head)]
            if len(over) == 1 and _is_printed_again(grid, over[0], head):
                over[0].again += range(_first_of_page(grid, over[0], head), head.rows[-1] + 1)
                continue
            for place in over:
                place.end = head.rows[0]
            places.append(Place(head, head.indexes[0], head.indexes[-1], grid.height))
    return places, unknown


def _allowed(grid: Grid, top: int, open_ones: Sequence[Place]) -> list[int]:
    """The columns in which a heading may begin: not those in which a table's heading or its rows go on."""
    allowed = set(grid.all_columns)
    for place in open_ones:
        columns = range(place.first, place.last + 1)
        own = grid.own(top, columns)
        if top < place.body or (own and not all(isinstance(v, str) or grid.text(top, c) for c, v in own)):
            allowed.difference_update(columns)
    return sorted(allowed)


def _words_above(grid: Grid, top: int) -> list[str]:
    rows = range(max(0, top - 20), top)
    return [str(v) for row in rows if is_title(own := grid.own(row)) for _, v in own if isinstance(v, str)]


def _is_printed_again(grid: Grid, place: Place, head: Head) -> bool:
    """Whether it is the same heading over the same columns, with nothing new said between."""
    if head.source is not place.head.source or head.indexes != place.head.indexes or head.texts != place.head.texts:
        return False
    before = {folded(str(value)) for row in range(place.top) for _, value in grid.own(row)}
    between = range(_first_of_page(grid, place, head), head.rows[0])
    return all(folded(str(value)) in before for row in between for _, value in grid.own(row))


def _first_of_page(grid: Grid, place: Place, head: Head) -> int:
    """The first of the lines of words that stand directly above a heading."""
    row, columns = head.rows[0], range(place.first, place.last + 1)
    while row > place.body and len(own := grid.own(row - 1, columns)) == 1 and is_title(own):
        row -= 1
    return row
