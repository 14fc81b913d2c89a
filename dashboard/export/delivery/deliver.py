"""A week brought to everybody who is named; nobody gets it twice, and the owner hears what went wrong."""

import hashlib
import os
import shutil
import smtplib
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

import requests

from dashboard.export.delivery import mail, robots
from dashboard.export.delivery.approval import approved_by
from dashboard.export.delivery.letter import Letter, letter
from dashboard.export.delivery.receipts import BEGUN, FAILED, SENT, Receipts
from dashboard.export.delivery.recipients import ROBOTS, Delivery, Recipient
from dashboard.export.folder import MANIFEST
from etl.errors import CooperationError
from etl.messages import message


class NotDelivered(CooperationError):
    """Not everybody has the export."""


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
    if delivery.recipients and not approved_by(exports, delivery):
        raise NotDelivered(message("not_approved", seen=week.name))
    edition = hashlib.sha256((week / MANIFEST).read_bytes()).hexdigest()
    receipts = Receipts(exports, week.name, edition)
    sent, had, failed, unsure = [], [], [], []
    for one in delivery.recipients:
        state = receipts.state(one.name)
        if state == SENT:
            had.append(one.name)
        elif state == BEGUN:
            unsure.append(one.name)
        else:
            receipts.note(one.name, BEGUN)
            if said := _try(lambda one=one: _send(one, week, delivery, edition)):  # type: ignore[misc]
                receipts.note(one.name, FAILED, said)
                failed.append((one.name, said))
            else:
                receipts.note(one.name, SENT)
                sent.append(one.name)
    return Delivered(tuple(sent), tuple(had), tuple(failed), tuple(unsure))


def tell_owner(delivery: Delivery, title: str, *lines: str) -> str:
    """Tells the owner what went wrong; returns why that failed, or nothing."""
    if not delivery.owner:
        return ""
    owner, said = delivery.owner, Letter(title, lines, None, ())
    return _try(lambda: _hand_over(owner, said, delivery, f"owner-{hashlib.sha256(repr(said).encode()).hexdigest()}"))


def _send(to: Recipient, week: Path, delivery: Delivery, edition: str) -> None:
    if to.kind == "folder":
        _copy(week, Path(to.address))
    else:
        identity = hashlib.sha256(f"{week.name} {edition} {to.name}".encode()).hexdigest()[:32]
        _hand_over(to, letter(week, to.language), delivery, identity)


def _hand_over(to: Recipient, said: Letter, delivery: Delivery, identity: str) -> None:
    if to.kind in ROBOTS:
        robots.send(to, said)
    elif to.kind == "smtp":
        assert delivery.server
        mail.send(delivery.server, [mail.mail(delivery.server, to.address, said, identity)])


def _copy(week: Path, folder: Path) -> None:
    """The folder appears whole there too."""
    draft = folder / f".{week.name}.part"
    shutil.rmtree(draft, ignore_errors=True)
    shutil.copytree(week, draft)
    if (folder / week.name).exists():
        shutil.rmtree(folder / week.name)
    os.replace(draft, folder / week.name)


def _try(act: Callable[[], None]) -> str:
    """Why it failed in one line that names no address and no secret; nothing when it did not."""
    try:
        act()
    except requests.RequestException as error:
        return type(error).__name__  # its words hold the robot's address, which is a key
    except (OSError, smtplib.SMTPException, robots.RobotRefused, CooperationError) as error:
        return f"{type(error).__name__}: {error}"[:200]
    return ""
