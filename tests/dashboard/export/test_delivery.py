"""The export brought to people: over servers that speak the protocols, once each, and never to anybody else."""

import base64
import hashlib
import hmac
import json
import socket
import threading
from email import message_from_bytes
from email.policy import default
from http.server import BaseHTTPRequestHandler, HTTPServer
from urllib.parse import parse_qs, urlsplit

import orjson
import pytest
from aiosmtpd.controller import Controller

from dashboard.export.delivery.approval import approve, approved_by
from dashboard.export.delivery.deliver import NotDelivered, deliver, tell_owner
from dashboard.export.delivery.receipts import Receipts
from dashboard.export.delivery.recipients import FILE, read_delivery
from etl.errors import ReferenceBroken


@pytest.fixture(autouse=True)
def folder(tmp_path, monkeypatch):
    monkeypatch.setenv("COOPERATION_DATA", str(tmp_path))
    return tmp_path


@pytest.fixture
def week(folder):
    """An export of a week, as small as can be."""
    made = folder / "exports" / "2026-W47"
    made.mkdir(parents=True)
    (made / "overview.png").write_bytes(b"\x89PNG picture")
    (made / "brief.pdf").write_bytes(b"%PDF-1.7")
    (made / "brief.pptx").write_bytes(b"PK slides")
    brief = {"title": "周报 2026-W47", "sentences": ["正式签约 1 项，比上周五多 1 项", "<b>甲</b>"]}
    (made / "manifest.json").write_bytes(orjson.dumps({"folder": "2026-W47", "brief": brief}))
    return made


@pytest.fixture
def smtp():
    """A mail server on this machine: what it took, as messages."""

    class Taken:
        def __init__(self):
            self.messages = []

        async def handle_RCPT(self, server, session, envelope, address, options):
            if address.startswith("full@"):
                return "452 mailbox full"
            envelope.rcpt_tos.append(address)
            return "250 OK"

        async def handle_DATA(self, server, session, envelope):
            self.messages.append((envelope.rcpt_tos, message_from_bytes(envelope.content, policy=default)))
            return "250 OK"

    taken = Taken()
    # The controller knocks at the port that it was given, so that cannot be "any".
    with socket.create_server(("127.0.0.1", 0)) as free:
        taken.port = free.getsockname()[1]
    controller = Controller(taken, hostname="127.0.0.1", port=taken.port)
    controller.start()
    yield taken
    controller.stop()


@pytest.fixture
def robot():
    """A service on this machine: what it was sent, as (path, query, body); says no to the path /no."""

    class Handler(BaseHTTPRequestHandler):
        def do_POST(self):
            body = json.loads(self.rfile.read(int(self.headers["Content-Length"])))
            parts = urlsplit(self.path)
            server.taken.append((parts.path, parse_qs(parts.query), body))
            answer = {"errcode": 310000, "errmsg": "sign not match"} if parts.path == "/no" else {"errcode": 0}
            self.send_response(200)
            self.end_headers()
            self.wfile.write(json.dumps(answer).encode())

        def log_message(self, *arguments):
            pass

    server = HTTPServer(("127.0.0.1", 0), Handler)
    server.taken = []
    thread = threading.Thread(target=server.serve_forever)
    thread.start()
    yield server
    server.shutdown()
    thread.join()
    server.server_close()


def settings(folder, smtp=None, robot=None, *to):
    lines = ['allowed_domains = ["zs.example"]']
    lines += [f'allowed_hosts = ["127.0.0.1:{robot.server_port}"]'] if robot else []
    lines += [f"[[to]]\n{entry}" for entry in to]
    if smtp:
        lines.append(f'[server]\nhost = "127.0.0.1"\nport = {smtp.port}\nsecurity = "none"\nsender = "hk@zs.example"')
    (folder / FILE).write_text("\n".join(lines), "utf-8")
    return read_delivery()


def approved(week, delivery):
    approve(week.parent, delivery, "王")
    return deliver(week, week.parent, delivery)


def test_mail_has_the_picture_in_its_body_and_the_files(folder, week, smtp):
    delivery = settings(folder, smtp, None, 'kind = "smtp"\naddress = "a@zs.example"')
    assert approved(week, delivery).sent == ("a@zs.example",)
    ((to, mail),) = smtp.messages
    assert (to, mail["Subject"]) == (["a@zs.example"], "周报 2026-W47")
    html = mail.get_body(("html",)).get_content()
    assert "正式签约 1 项" in html and "&lt;b&gt;甲&lt;/b&gt;" in html
    picture = next(part for part in mail.walk() if part.get_content_type() == "image/png")
    assert f"cid:{picture['Content-ID'].strip('<>')}" in html
    assert picture.get_content() == b"\x89PNG picture"
    assert {part.get_filename(): part.get_content() for part in mail.iter_attachments() if part.get_filename()} == {
        "brief.pdf": b"%PDF-1.7",
        "brief.pptx": b"PK slides",
    }


def test_nobody_gets_it_twice_and_who_failed_is_tried_again(folder, week, smtp):
    entries = ['kind = "smtp"\naddress = "a@zs.example"', 'kind = "smtp"\naddress = "full@zs.example"']
    delivery = settings(folder, smtp, None, *entries)
    first = approved(week, delivery)
    assert (first.sent, [name for name, _ in first.failed]) == (("a@zs.example",), ["full@zs.example"])
    again = deliver(week, week.parent, delivery)
    assert (again.sent, again.had, [name for name, _ in again.failed]) == ((), ("a@zs.example",), ["full@zs.example"])
    assert len(smtp.messages) == 1
    # A new edition of the week is another thing.
    (week / "manifest.json").write_bytes((week / "manifest.json").read_bytes() + b" ")
    assert deliver(week, week.parent, delivery).sent == ("a@zs.example",)


def test_what_may_have_arrived_is_not_sent_again(folder, week, smtp):
    delivery = settings(folder, smtp, None, 'kind = "smtp"\naddress = "a@zs.example"')
    approve(week.parent, delivery, "王")
    edition = hashlib.sha256((week / "manifest.json").read_bytes()).hexdigest()
    Receipts(week.parent, "2026-W47", edition).note("a@zs.example", "begun")  # killed in the midst of it
    assert deliver(week, week.parent, delivery).unsure == ("a@zs.example",)
    assert smtp.messages == []


def test_robots_sign_as_their_services_ask(folder, week, robot):
    base = f"http://127.0.0.1:{robot.server_port}"
    delivery = settings(
        folder,
        None,
        robot,
        f'kind = "wecom"\naddress = "{base}/send?key=k"',
        f'kind = "dingtalk"\naddress = "{base}/robot?access_token=t"\nsecret = "SEC1"',
        f'kind = "feishu"\naddress = "{base}/hook"\nsecret = "s2"',
    )
    assert approved(week, delivery).sent == ("wecom", "dingtalk", "feishu")
    wecom, dingtalk, feishu = robot.taken
    assert wecom[1] == {"key": ["k"]}
    assert wecom[2]["text"]["content"].splitlines()[:2] == ["周报 2026-W47", "正式签约 1 项，比上周五多 1 项"]
    moment = dingtalk[1]["timestamp"][0]
    signed = hmac.new(b"SEC1", f"{moment}\nSEC1".encode(), hashlib.sha256).digest()
    assert dingtalk[1]["sign"] == [base64.b64encode(signed).decode()]
    assert len(moment) == 13
    key = f"{feishu[2]['timestamp']}\ns2".encode()
    assert feishu[2]["sign"] == base64.b64encode(hmac.new(key, b"", hashlib.sha256).digest()).decode()


def test_what_a_service_refuses_is_said_without_its_address(folder, week, robot):
    base = f"http://127.0.0.1:{robot.server_port}"
    delivery = settings(
        folder,
        None,
        robot,
        f'kind = "dingtalk"\naddress = "{base}/no?access_token=topsecret"\nname = "群"',
        f'kind = "feishu"\naddress = "{base}/no?token=topsecret"\nname = "另一群"',
    )
    failed = dict(approved(week, delivery).failed)
    assert failed["群"] == "RobotRefused: dingtalk: 200 sign not match"
    assert "topsecret" not in str(failed)


def test_a_folder_appears_whole(folder, week, tmp_path):
    share = tmp_path / "share"
    share.mkdir()
    delivery = settings(folder, None, None, f'kind = "folder"\naddress = "{share}"')
    assert approved(week, delivery).sent == ("folder",)
    assert sorted(path.name for path in (share / "2026-W47").iterdir()) == sorted(path.name for path in week.iterdir())


def test_nothing_goes_out_that_nobody_approved(folder, week, smtp):
    one = settings(folder, smtp, None, 'kind = "smtp"\naddress = "a@zs.example"')
    with pytest.raises(NotDelivered, match="approve --by"):
        deliver(week, week.parent, one)
    approve(week.parent, one, "王")
    assert approved_by(week.parent, one) == "王"
    # Another recipient, and it is another thing.
    two = settings(folder, smtp, None, 'kind = "smtp"\naddress = "b@zs.example"')
    assert approved_by(week.parent, two) == ""
    with pytest.raises(NotDelivered):
        deliver(week.with_name("2026-W46"), week.parent, one)
    assert smtp.messages == []


@pytest.mark.parametrize(
    "entry",
    [
        'kind = "smtp"\naddress = "a@elsewhere.example"',
        'kind = "smtp"\naddress = "a@zs.example.evil.example"',
        'kind = "smtp"\naddress = "a@zs.example, b@elsewhere.example"',
        'kind = "wecom"\naddress = "https://evil.example/send?key=k"',
        'kind = "folder"\naddress = "../share"',
        'kind = "fax"\naddress = "1"',
    ],
)
def test_addresses_are_limited(folder, smtp, entry):
    with pytest.raises(ReferenceBroken, match=r"delivery\.toml"):
        settings(folder, smtp, None, entry)


def test_the_owner_hears_what_went_wrong(folder, smtp):
    settings(folder, smtp, None)
    text = (folder / FILE).read_text("utf-8")
    owner = 'owner = { kind = "smtp", address = "owner@zs.example" }\n'
    (folder / FILE).write_text(owner + text, "utf-8")
    assert tell_owner(read_delivery(), "没有导出", "页面 overview 两次都没有画对") == ""
    ((to, mail),) = smtp.messages
    assert (to, mail["Subject"]) == (["owner@zs.example"], "没有导出")
    assert "overview" in mail.get_content()
