"""The letter by the group robots of WeCom, DingTalk and Feishu, signed as each asks.

Sources: the services' documents on custom robots (developer.work.weixin.qq.com 91770, open.dingtalk.com "custom robot",
open.feishu.cn "custom bot"). WeCom: the key is in the address. DingTalk: HMAC-SHA256 of "timestamp, line feed, secret"
with the secret, in the query. Feishu: of nothing with that text, in the body. Of the three only WeCom takes a picture
from such a robot, as a message of its own; the others get a link to the dashboard where there is one.
"""

import base64
import hashlib
import hmac
import io
import time
from typing import Any
from urllib.parse import quote_plus

import requests
from PIL import Image
from urllib3.exceptions import MaxRetryError

from dashboard.export.delivery.letter import Letter
from dashboard.export.delivery.receipts import MayHaveArrived
from dashboard.export.delivery.recipients import Recipient

PATIENCE = 30  # seconds
LONGEST = {"wecom": 2_048, "dingtalk": 16_000, "feishu": 16_000}  # bytes of text
LARGEST = 2_000_000  # bytes of a picture for WeCom, before Base64
WITH_PICTURE = ("wecom",)
PICTURE = "picture"
# What Markdown would read as more than a sign.
_PLAIN = str.maketrans("[]<>*`_#", "［］＜＞＊｀＿＃")


class RobotRefused(Exception):
    """The service answered, and did not take it."""


def wecom(letter: Letter) -> dict[str, Any]:
    """The body for WeCom."""
    return {"msgtype": "text", "text": {"content": _text(letter, "wecom")}}


def wecom_picture(picture: bytes) -> dict[str, Any]:
    """The body for WeCom with a picture of at most `LARGEST` bytes."""
    digest = hashlib.md5(picture, usedforsecurity=False).hexdigest()
    return {"msgtype": "image", "image": {"base64": _base64(picture), "md5": digest}}


def dingtalk(letter: Letter) -> dict[str, Any]:
    """The body for DingTalk: Markdown with a link, or text where there is nothing to link to."""
    if not letter.link:
        return {"msgtype": "text", "text": {"content": _text(letter, "dingtalk")}}
    words, address = letter.link
    lines = [f"### {letter.title.translate(_PLAIN)}", *(f"- {line.translate(_PLAIN)}" for line in letter.lines)]
    text = "\n\n".join([*lines, f"[{words}]({address})"])
    return {"msgtype": "markdown", "markdown": {"title": letter.title, "text": text}}


def feishu(letter: Letter, secret: str, moment: int) -> dict[str, Any]:
    """The body for Feishu: a post with a link, or text where there is nothing to link to; `moment` is in seconds."""
    body: dict[str, Any] = {"msg_type": "text", "content": {"text": _text(letter, "feishu")}}
    if letter.link:
        words, address = letter.link
        lines = [[{"tag": "text", "text": line}] for line in letter.lines]
        post = {"title": letter.title, "content": [*lines, [{"tag": "a", "text": words, "href": address}]]}
        body = {"msg_type": "post", "content": {"post": {"zh_cn": post}}}
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
    _post(to, address, body)


def send_picture(to: Recipient, letter: Letter) -> None:
    """Sends the letter's picture to a robot that takes one. Raises as `send` does."""
    assert letter.picture
    _post(to, to.address, wecom_picture(within(letter.picture.read_bytes(), LARGEST)))


def within(picture: bytes, most: int) -> bytes:
    """The picture, made smaller until it has at most so many bytes."""
    if len(picture) <= most:
        return picture
    with Image.open(io.BytesIO(picture)) as opened:
        image = opened.convert("RGB")
    small, width = picture, image.width
    while len(small) > most:
        width = width * 3 // 4
        written = io.BytesIO()
        image.resize((width, max(1, image.height * width // image.width))).save(written, "PNG", optimize=True)
        small = written.getvalue()
    return small


def _post(to: Recipient, address: str, body: dict[str, Any]) -> None:
    try:
        answer = requests.post(address, json=body, timeout=PATIENCE, allow_redirects=False)
        said = answer.json() if answer.ok else {}
    except (requests.ReadTimeout, requests.exceptions.ChunkedEncodingError, requests.JSONDecodeError) as error:
        raise MayHaveArrived(type(error).__name__) from error
    except requests.ConnectionError as error:
        if isinstance(error, requests.ConnectTimeout) or isinstance(next(iter(error.args), None), MaxRetryError):
            raise  # there was no connection over which it could have gone
        raise MayHaveArrived(type(error).__name__) from error
    if answer.status_code >= 500:
        raise MayHaveArrived(str(answer.status_code))
    # WeCom and DingTalk: errcode; Feishu: code. Nothing but 0 is a yes.
    if said.get("errcode", said.get("code")) != 0:
        raise RobotRefused(f"{to.kind}: {answer.status_code} {said.get('errmsg') or said.get('msg') or ''}"[:200])


def _text(letter: Letter, kind: str) -> str:
    """Title and sentences, as many as the service takes; the link always."""
    link = f"\n{letter.link[1]}" if letter.link else ""
    most = LONGEST[kind] - len(link.encode())
    text = "\n".join([letter.title, *letter.lines]).encode()
    return text[:most].decode(errors="ignore") + link


def _base64(digest: bytes) -> str:
    return base64.b64encode(digest).decode()
