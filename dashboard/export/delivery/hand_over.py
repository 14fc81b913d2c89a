"""A letter handed over by whatever brings it, a folder copied, and what became of it."""

import os
import shutil
import smtplib
from collections.abc import Callable
from pathlib import Path

import requests

from dashboard.export.delivery import mail, robots
from dashboard.export.delivery.letter import Letter
from dashboard.export.delivery.receipts import BEGUN, FAILED, SENT, MayHaveArrived
from dashboard.export.delivery.recipients import ROBOTS, Delivery, Recipient
from etl.errors import CooperationError


def attempt(act: Callable[[], None]) -> tuple[str, str]:
    """sent, failed or begun, and why in one line that names no address and no secret."""
    try:
        act()
    except MayHaveArrived as error:
        return BEGUN, str(error)
    except requests.RequestException as error:
        return FAILED, type(error).__name__  # its words hold the robot's address, which is a key
    except (OSError, smtplib.SMTPException, robots.RobotRefused, CooperationError) as error:
        return FAILED, f"{type(error).__name__}: {error}"[:200]
    return SENT, ""


def hand_over(to: Recipient, said: Letter, delivery: Delivery, identity: str) -> None:
    """Sends a letter to a robot or by mail; raises as they do."""
    if to.kind in ROBOTS:
        robots.send(to, said)
    elif to.kind == "smtp":
        assert delivery.server
        mail.send(delivery.server, mail.mail(delivery.server, to.address, said, identity))


def copy_whole(week: Path, folder: Path) -> None:
    """The folder appears whole there too."""
    draft = folder / f".{week.name}.part"
    shutil.rmtree(draft, ignore_errors=True)
    shutil.copytree(week, draft)
    if (folder / week.name).exists():
        shutil.rmtree(folder / week.name)
    os.replace(draft, folder / week.name)
