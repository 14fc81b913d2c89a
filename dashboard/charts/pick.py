"""What a click on a mark stands for: dimension in the address → value, such as {"town": "小榄镇"}."""

from collections.abc import Mapping, Sequence

Pick = Mapping[str, str]
# One for each mark, None or {} for a mark that stands for nothing; empty when no mark can be picked.
Picks = Sequence[Pick | None]


def carried(picks: Picks) -> list[dict[str, str] | None] | None:
    """The picks as the `customdata` of a trace."""
    return [dict(pick) if pick else None for pick in picks] if picks else None
