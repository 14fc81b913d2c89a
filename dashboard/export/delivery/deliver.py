"""A week brought to everybody who is named; nobody gets it twice, and the owner hears what went wrong."""

import hashlib
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path

from dashboard.export.delivery import robots
from dashboard.export.delivery.approval import approval
from dashboard.export.delivery.hand_over import attempt, copy_whole, hand_over
from dashboard.export.delivery.letter import letter
from dashboard.export.delivery.receipts import BEGUN, FAILED, FOLDER, SENT, Receipts
from dashboard.export.delivery.recipients import Delivery, Recipient
from dashboard.export.kept.folder import MANIFEST
from dashboard.export.kept.turn import NotOurTurn, turn
from etl.errors import CooperationError
from etl.messages import message

HAD = "had"


class NotDelivered(CooperationError):
    """Not everybody has the export."""


class DeliveryBusy(NotDelivered):
    """Somebody else is sending."""


@dataclass(frozen=True)
class Delivered:
    """Names of those who have it now, had it before, did not get it, and may have it."""

    sent: tuple[str, ...]
    had: tuple[str, ...]
    failed: tuple[tuple[str, str], ...]
    unsure: tuple[str, ...]


def deliver(week: Path, exports: Path, delivery: Delivery) -> Delivered:
    """Sends the week. Raises `NotDelivered` when there is no export, or nobody has approved what is sent now."""
    if not (week / MANIFEST).is_file():
        raise NotDelivered(message("export_missing", seen=week.name))
    if delivery.recipients and not approval(exports, delivery):
        raise NotDelivered(message("not_approved", seen=week.name))
    try:
        # Two timers, or a timer and a person, must not both see that somebody has not got it.
        with turn(exports / FOLDER / ".sending"):
            return _deliver(week, exports, delivery)
    except NotOurTurn as error:
        raise DeliveryBusy(message("delivery_busy", seen=week.name)) from error


def edition_of(week: Path) -> str:
    """What tells one export of a week from another: the digest of its manifest."""
    return hashlib.sha256((week / MANIFEST).read_bytes()).hexdigest()


def _deliver(week: Path, exports: Path, delivery: Delivery) -> Delivered:
    edition = edition_of(week)
    receipts = Receipts(exports, week.name, edition)
    found = [(one.name, *_bring(one, week, delivery, receipts, edition)) for one in delivery.recipients]

    def those(state: str) -> tuple[str, ...]:
        return tuple(name for name, now, _ in found if now == state)

    failed = tuple((name, said) for name, now, said in found if now == FAILED)
    return Delivered(those(SENT), those(HAD), failed, those(BEGUN))


def _bring(one: Recipient, week: Path, delivery: Delivery, receipts: Receipts, edition: str) -> tuple[str, str]:
    """Sends what somebody has not got yet, part by part: sent, had, failed or begun, and why it failed."""
    result = HAD
    for part, act in _parts(one, week, delivery, edition):
        state = receipts.state(one.name, part)
        if state == SENT:
            continue
        if state == BEGUN:
            return BEGUN, ""
        receipts.note(one.name, BEGUN, part=part)
        result, said = attempt(act)
        if result != SENT:
            # What may have arrived stays begun, and is a person's to decide.
            receipts.note(one.name, result, said, part)
            return result, said
        receipts.note(one.name, SENT, part=part)
    return result, ""


def settle(week: Path, exports: Path, delivery: Delivery, name: str, *, has_it: bool) -> bool:
    """A person has asked whether a sending that was cut off arrived; whether there was one for `name`."""
    one = next((one for one in delivery.recipients if one.name == name), None)
    if one is None or not (week / MANIFEST).is_file():
        return False
    receipts = Receipts(exports, week.name, edition_of(week))
    parts = [part for part in part_names(one, week) if receipts.state(name, part) == BEGUN]
    for part in parts:
        receipts.note(name, SENT if has_it else FAILED, "settled", part)
    return bool(parts)


def has_all(one: Recipient, week: Path, receipts: Receipts) -> bool:
    """Whether somebody has every part of a week."""
    return all(receipts.state(one.name, part) == SENT for part in part_names(one, week))


def part_names(one: Recipient, week: Path) -> tuple[str, ...]:
    """What somebody gets one after the other: the letter, and where the picture cannot come with it, the picture."""
    is_split = one.kind in robots.WITH_PICTURE and letter(week, one.language).picture
    return ("", robots.PICTURE) if is_split else ("",)


def _parts(to: Recipient, week: Path, delivery: Delivery, edition: str) -> Iterator[tuple[str, Callable[[], None]]]:
    if to.kind == "folder":
        yield "", lambda: copy_whole(week, Path(to.address))
        return
    identity = hashlib.sha256(f"{week.name} {edition} {to.name}".encode()).hexdigest()[:32]
    said = letter(week, to.language, delivery.dashboard)
    yield "", lambda: hand_over(to, said, delivery, identity)
    for part in part_names(to, week)[1:]:
        yield part, lambda: robots.send_picture(to, said)
