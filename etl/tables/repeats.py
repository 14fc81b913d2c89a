"""Summary sheets: sheets whose rows all stand on other sheets of the workbook as well."""

from collections.abc import Mapping, Sequence

# What one other sheet holds as well may be a slip of the hand; a summary draws on more.
FEWEST_SUMMED_UP = 2


def repeating_sheets(ids_by_sheet: Mapping[str, Sequence[str]]) -> set[str]:
    """The sheets all of whose rows stand on several other sheets that are kept: 汇总 beside 1月 to 12月.

    `ids_by_sheet` are the ids of the rows of one table by sheet, in the order of the workbook; an id that should only
    count as the same where the values are, too, must hold them. A sheet with a row of its own is no summary: its
    duplicates are named. The largest sheet is looked at first, since summaries are told from months and not months from
    summaries.
    """
    kept = {sheet: set(ids) for sheet, ids in ids_by_sheet.items() if ids}
    found = set()
    for sheet in sorted(kept, key=lambda name: -len(kept[name])):
        ids = kept[sheet]
        shared = [ids & other for name, other in kept.items() if name != sheet and ids & other]
        if len(shared) >= FEWEST_SUMMED_UP and set().union(*shared) == ids:
            found.add(sheet)
            del kept[sheet]
    return found
