"""The owner of the export hears what went wrong, each thing once, whichever machine saw it."""

import hashlib
from pathlib import Path

from dashboard.export.delivery.hand_over import attempt, hand_over
from dashboard.export.delivery.letter import Letter
from dashboard.export.delivery.receipts import BEGUN, FOLDER, SENT, Receipts
from dashboard.export.delivery.recipients import Delivery
from dashboard.export.kept.turn import NotOurTurn, turn


def tell_owner(delivery: Delivery, exports: Path, week: str, about: str, title: str, *lines: str) -> str:
    """Tells the owner what went wrong, once for each `about` of a week; returns why that failed, or nothing."""
    owner = delivery.owner
    if not owner:
        return ""
    said, identity = Letter(title, lines), hashlib.sha256(f"{week} {about}".encode()).hexdigest()[:32]
    receipts = Receipts(exports, week, f"owner {about}")
    try:
        with turn(exports / FOLDER / ".owner"):
            if receipts.state(owner.name) in (SENT, BEGUN):
                return ""
            receipts.note(owner.name, BEGUN)
            state, why = attempt(lambda: hand_over(owner, said, delivery, identity))
            receipts.note(owner.name, state, why)
            return why
    except NotOurTurn:
        return ""  # somebody else is telling


def is_owner_told(delivery: Delivery, exports: Path, week: str, about: str) -> bool:
    """Whether the owner has heard it."""
    owner = delivery.owner
    return bool(owner) and Receipts(exports, week, f"owner {about}").state(owner.name if owner else "") == SENT
