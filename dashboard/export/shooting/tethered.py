"""`dashboard.serve` as the export starts it: it ends when whoever started it is gone, however that came about.

Whoever starts it keeps the other end of its standard input open. A killed process keeps nothing open.
"""

import os
import signal
import sys
import threading
import time

# The database would import them with the first value bound to a query, 70 MB, and no page uses them.
sys.modules["pandas"] = sys.modules["pyarrow"] = None  # type: ignore[assignment]

from dashboard.serve import main  # noqa: E402

TO_STOP = 10  # seconds for an orderly end


def end_with_starter() -> None:
    """Waits for the end of standard input, then ends this process."""
    while os.read(0, 1024):
        pass
    os.kill(os.getpid(), signal.SIGTERM)
    time.sleep(TO_STOP)
    os._exit(1)


if __name__ == "__main__":
    threading.Thread(target=end_with_starter, daemon=True).start()
    # Of what it shows nobody asks for anything but the list of shots.
    sys.exit(main(prepares=False))
