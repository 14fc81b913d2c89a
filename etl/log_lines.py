"""Log lines that nobody else writes: a name or an address cannot begin a line of its own, nor hide or colour one."""

import logging
import traceback
from typing import Any

# Continues the line above: a traceback has several.
CONTINUED = "  | "


class PlainRecord(logging.LogRecord):
    """A record whose message is one line of characters that can be seen, whoever logs it."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if isinstance(self.exc_info, tuple) and self.exc_info[0]:
            lines = "".join(traceback.format_exception(*self.exc_info)).splitlines()
            # What is here already no formatter makes from the error itself.
            self.exc_text = "\n".join(f"{CONTINUED}{one_line(line)}" for line in lines)

    def getMessage(self) -> str:
        """The message, on one line."""
        return one_line(super().getMessage())


def one_line(text: str) -> str:
    """The text with every character that cannot be seen, or ends a line, written as its code: \\u000a."""
    return text if text.isprintable() else "".join(sign if sign.isprintable() else _code(sign) for sign in text)


def _code(sign: str) -> str:
    return f"\\u{ord(sign):04x}"


def plain_log_lines() -> None:
    """From now on every logger of this process writes such lines."""
    logging.setLogRecordFactory(PlainRecord)
