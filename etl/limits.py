"""Every limit on what a workbook may be, in one place."""

from dataclasses import dataclass


@dataclass(frozen=True)
class Limits:
    """Sizes in bytes, time in seconds. Beyond any of them a workbook is refused."""

    file_bytes: int = 50_000_000
    unpacked_bytes: int = 1_000_000_000
    members: int = 5_000
    cells: int = 20_000_000
    sheets: int = 200
    cell_characters: int = 32_767
    child_memory_bytes: int = 3_000_000_000
    child_cpu_seconds: int = 120
    child_wall_seconds: int = 180


LIMITS = Limits()
