"""Who gets the export: `delivery.toml` in the data folder, and nobody that it does not name."""

import re
import tomllib
from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

from dashboard.text import LANGUAGES
from etl.errors import ReferenceBroken
from etl.messages import message
from etl.places import data_folder

FILE = "delivery.toml"
KINDS = ("folder", "smtp", "wecom", "dingtalk", "feishu")
ROBOTS = ("wecom", "dingtalk", "feishu")
# The hosts of the three services; an office that has a gateway of its own names it among `allowed_hosts`.
ROBOT_HOSTS = ("qyapi.weixin.qq.com", "oapi.dingtalk.com", "open.feishu.cn")
_ADDRESS = re.compile(r"[^@\s<>,;\x00-\x1f]+@([A-Za-z0-9-]+(\.[A-Za-z0-9-]+)+)")
_SITE = re.compile(r"https?://[A-Za-z0-9.-]+(:\d{1,5})?")


@dataclass(frozen=True)
class Recipient:
    """Somebody who gets the export: `name` stands in receipts, never the address of a robot, which is a secret."""

    name: str
    kind: str
    address: str
    language: str = LANGUAGES[0]
    secret: str = field(default="", repr=False)


@dataclass(frozen=True)
class Server:
    """The server that takes mail; its password lies in a file that only the service can read."""

    host: str
    port: int = 587
    security: str = "starttls"  # starttls | tls | none
    sender: str = ""
    user: str = ""
    password_file: str = ""


@dataclass(frozen=True)
class Delivery:
    """All of `delivery.toml`. `owner` hears what went wrong; `alarm_at` is the hour by which it must be out.

    `dashboard` is the address under which recipients open the dashboard; without one no letter has a link.
    """

    recipients: tuple[Recipient, ...] = ()
    owner: Recipient | None = None
    server: Server | None = None
    alarm_at: str = "18:00"
    dashboard: str = ""


def read_delivery() -> Delivery:
    """The settings; nobody gets anything while there are none. Raises `ReferenceBroken`."""
    path = data_folder() / FILE
    if not path.is_file():
        return Delivery()
    try:
        with path.open("rb") as file:
            return _delivery(tomllib.load(file))
    except (OSError, ValueError, KeyError, TypeError) as error:
        raise ReferenceBroken(message("delivery_unreadable", seen=str(error)[:100])) from error


def password(server: Server) -> str:
    """The password of the mail server. Raises `ReferenceBroken` when its file is not there, or others can read it."""
    if not server.password_file:
        return ""
    path = Path(server.password_file)
    path = path if path.is_absolute() else data_folder() / path
    try:
        if path.stat().st_mode & 0o077:
            raise ReferenceBroken(message("delivery_unreadable", seen=f"{path.name}: chmod 600"))
        return path.read_text(encoding="utf-8").strip()
    except OSError as error:
        raise ReferenceBroken(message("delivery_unreadable", seen=path.name)) from error


def _delivery(stated: Mapping[str, Any]) -> Delivery:
    domains = tuple(str(domain).lower() for domain in stated.get("allowed_domains", ()))
    hosts = (*ROBOT_HOSTS, *(str(host).lower() for host in stated.get("allowed_hosts", ())))
    found = tuple(_recipient(entry, domains, hosts) for entry in stated.get("to", ()))
    if len({one.name for one in found}) < len(found):
        raise ValueError("name")
    owner = _recipient(stated["owner"], domains, hosts) if "owner" in stated else None
    if owner and owner.kind == "folder":
        raise ValueError("owner.kind = folder")  # nobody would hear anything
    server = Server(**stated["server"]) if "server" in stated else None
    if server and server.security not in ("starttls", "tls", "none"):
        raise ValueError(f"security = {server.security}")
    is_mailed = any(one.kind == "smtp" for one in (*found, owner) if one)
    if is_mailed and not (server and server.sender):
        raise ValueError("server.sender")
    alarm_at = str(stated.get("alarm_at", "18:00"))
    if not re.fullmatch(r"([01]\d|2[0-3]):[0-5]\d", alarm_at):
        raise ValueError(f"alarm_at = {alarm_at}")
    dashboard = str(stated.get("dashboard", "")).rstrip("/")
    if dashboard and not _SITE.fullmatch(dashboard):
        raise ValueError(f"dashboard = {dashboard}")
    return Delivery(found, owner, server, alarm_at, dashboard)


def _recipient(entry: Mapping[str, Any], domains: tuple[str, ...], hosts: tuple[str, ...]) -> Recipient:
    kind, address = str(entry["kind"]), str(entry["address"])
    one = Recipient(
        str(entry.get("name", address if kind == "smtp" else kind)),
        kind,
        address,
        str(entry.get("language", LANGUAGES[0])),
        str(entry.get("secret", "")),
    )
    if kind not in KINDS or one.language not in LANGUAGES:
        raise ValueError(f"kind = {kind}, language = {one.language}")
    if kind == "smtp":
        found = _ADDRESS.fullmatch(address)
        if not found or found[1].lower() not in domains:
            raise ValueError(f"{address}: allowed_domains = {', '.join(domains) or '—'}")
    if kind in ROBOTS and urlsplit(address).netloc.lower() not in hosts:
        raise ValueError(f"{one.name}: allowed_hosts = {', '.join(hosts)}")
    if kind == "folder" and not Path(address).is_absolute():
        raise ValueError(f"{address} is no absolute path")
    return one
