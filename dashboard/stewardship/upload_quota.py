"""How much one person may upload within an hour."""

import threading
import time
from collections import defaultdict, deque
from collections.abc import Callable
from dataclasses import dataclass

HOUR = 3600.0  # seconds


@dataclass
class Taken:
    """A file that counts: when it began, and its bytes, as they were announced until they are known."""

    at: float
    size: int


class Quota:
    """Files and bytes of each person within the last hour, counted in this process."""

    def __init__(self, now: Callable[[], float] = time.monotonic) -> None:
        self._now = now
        self._lock = threading.Lock()
        # Name → files, the oldest first
        self._taken: defaultdict[str, deque[Taken]] = defaultdict(deque)

    def take(self, name: str, size: int, *, most_files: int, most_bytes: int) -> Taken | None:
        """Counts a file of `size` bytes if it fits into what is left of somebody's hour; None when it does not."""
        with self._lock:
            files, oldest = self._taken[name], self._now() - HOUR
            while files and files[0].at <= oldest:
                files.popleft()
            left = most_bytes
            for file in files:
                left -= file.size
            if len(files) >= most_files or size > left:
                return None
            files.append(Taken(self._now(), size))
            return files[-1]
