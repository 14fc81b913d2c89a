"""The letter by the group robots of WeCom, DingTalk and Feishu, signed as each asks.

Sources: the services' documents on custom robots. WeCom: the key is in the address. DingTalk: HMAC-SHA256 of
"timestamp, line feed, secret" with the secret, in the query. Feishu: of nothing with that text, in the body.
"""

import base64
import hashlib
import hmac
import time
from typing import Any
from urllib.parse import quote_plus

import requests

from dashboard.export.delivery.letter import Letter
from dashboard.export.delivery.recipients import Recipient

PATIENCE = 30  # seconds
# WeCom takes pictures of at most 2 MB and texts of at most 4,096 bytes of Markdown.
LONGEST = 3_900


class RobotRefused(Exception):
    """The service answered, and did not take it."""


def wecom(letter: Letter) -> dict[str, Any]:
    """The body for WeCom."""
    return {"msgtype": "text", "text": {"content": _text(letter)}}


def dingtalk(letter: Letter) -> dict[str, Any]:
    """The body for DingTalk."""
    return {"msgtype": "text", "text": {"content": _text(letter)}}


def feishu(letter: Letter, secret: str, moment: int) -> dict[str, Any]:
    """The body for Feishu; `moment` is in seconds."""
    body: dict[str, Any] = {"msg_type": "text", "content": {"text": _text(letter)}}
    if secret:
        key = f"{moment}\n{secret}".encode()
        body |= {"timestamp": str(moment), "sign": _base64(hmac.new(key, b"", hashlib.sha256).digest())}
    return body


def dingtalk_address(address: str, secret: str, moment: int) -> str:
    """The address with timestamp (milliseconds) and signature."""
    if not secret:
        return address
    said = f"{moment}\n{secret}".encode()
    sign = quote_plus(_base64(hmac.new(secret.encode(), said, hashlib.sha256).digest()))
    return f"{address}{'&' if '?' in address else '?'}timestamp={moment}&sign={sign}"


def send(to: Recipient, letter: Letter) -> None:
    """Sends the letter. Raises `RobotRefused` or `requests.RequestException`; neither names the address."""
    now = time.time()
    address, body = to.address, wecom(letter)
    if to.kind == "dingtalk":
        address, body = dingtalk_address(address, to.secret, int(now * 1000)), dingtalk(letter)
    elif to.kind == "feishu":
        body = feishu(letter, to.secret, int(now))
    answer = requests.post(address, json=body, timeout=PATIENCE, allow_redirects=False)
    said = answer.json() if answer.ok else {}
    # WeCom and DingTalk: errcode; Feishu: code. Nothing but 0 is a yes.
    if said.get("errcode", said.get("code")) != 0:
        raise RobotRefused(f"{to.kind}: {answer.status_code} {said.get('errmsg') or said.get('msg') or ''}"[:200])


def _text(letter: Letter) -> str:
    text = "\n".join([letter.title, *letter.lines])
    while len(text.encode()) > LONGEST:
        text = text[:-100]
    return text


def _base64(digest: bytes) -> str:
    return base64.b64encode(digest).decode()
