"""The export brought to people: over servers that speak the protocols, once each, and never to anybody else."""

import base64
import hashlib
import hmac
import io
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
from PIL import Image

from dashboard.export.delivery.approval import approval, approve
from dashboard.export.delivery.deliver import DeliveryBusy, NotDelivered, deliver, edition_of, settle
from dashboard.export.delivery.letter import Letter
from dashboard.export.delivery.owner import is_owner_told, tell_owner
from dashboard.export.delivery.receipts import Receipts
from dashboard.export.delivery.recipients import FILE, read_delivery
from dashboard.export.delivery.robots import wecom, within
from dashboard.export.kept.turn import turn
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
    pages = [{"name": "overview", "address": "/?language=zh-Hans&as_of=2026-11-20", "values": {}}]
    (made / "manifest.json").write_bytes(orjson.dumps({"folder": "2026-W47", "brief": brief, "pages": pages}))
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
    """A service on this machine: what it was sent, as (path, query, body).

    It says no to the path /no, and at /text-only to the kinds of message in `refuses`; /cut gets no answer.
    """

    class Handler(BaseHTTPRequestHandler):
        def do_POST(self):
            body = json.loads(self.rfile.read(int(self.headers["Content-Length"])))
            parts = urlsplit(self.path)
            server.taken.append((parts.path, parse_qs(parts.query), body))
            if parts.path == "/cut":
                self.close_connection = True
                return
            is_refused = parts.path == "/no" or (parts.path == "/text-only" and body["msgtype"] in server.refuses)
            answer = {"errcode": 310000, "errmsg": "sign not match"} if is_refused else {"errcode": 0}
            self.send_response(504 if parts.path == "/504" else 200)
            self.end_headers()
            self.wfile.write(json.dumps(answer).encode())

        def log_message(self, *arguments):
            pass

    server = HTTPServer(("127.0.0.1", 0), Handler)
    server.taken = []
    server.refuses = ("image",)
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
    text, _, dingtalk, feishu = robot.taken
    assert text[1] == {"key": ["k"]}
    assert text[2]["text"]["content"].splitlines()[:2] == ["周报 2026-W47", "正式签约 1 项，比上周五多 1 项"]
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
    assert approval(week.parent, one).by == "王"
    # Another recipient, and it is another thing.
    two = settings(folder, smtp, None, 'kind = "smtp"\naddress = "b@zs.example"')
    assert approval(week.parent, two) is None
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
    for _ in range(2):  # it is told once
        told = tell_owner(read_delivery(), folder, "2026-W47", "alarm", "没有导出", "页面 overview 两次都没有画对")
        assert told == ""
    assert is_owner_told(read_delivery(), folder, "2026-W47", "alarm")
    assert not is_owner_told(read_delivery(), folder, "2026-W48", "alarm")
    ((to, mail),) = smtp.messages
    assert (to, mail["Subject"]) == (["owner@zs.example"], "没有导出")
    assert "overview" in mail.get_content()


LINK = 'dashboard = "https://board.example"\n'


def linked(folder, robot, *to):
    settings(folder, None, robot, *to)
    text = (folder / FILE).read_text("utf-8")
    (folder / FILE).write_text(LINK + text, "utf-8")
    return read_delivery()


def test_wecom_gets_the_picture_after_the_text(folder, week, robot):
    delivery = settings(
        folder, None, robot, f'kind = "wecom"\naddress = "http://127.0.0.1:{robot.server_port}/send?key=k"'
    )
    assert approved(week, delivery).sent == ("wecom",)
    text, picture = (body for _, _, body in robot.taken)
    assert text["msgtype"] == "text"
    content = b"\x89PNG picture"
    assert picture == {
        "msgtype": "image",
        "image": {"base64": base64.b64encode(content).decode(), "md5": hashlib.md5(content).hexdigest()},
    }


def test_a_text_without_its_picture_is_not_sent_again(folder, week, robot):
    """The service takes the text and refuses the picture; later it takes the picture."""
    delivery = settings(
        folder, None, robot, f'kind = "wecom"\naddress = "http://127.0.0.1:{robot.server_port}/text-only?key=k"'
    )
    first = approved(week, delivery)
    assert (first.sent, [name for name, _ in first.failed]) == ((), ["wecom"])
    assert [body["msgtype"] for _, _, body in robot.taken] == ["text", "image"]
    robot.refuses = ()
    assert deliver(week, week.parent, delivery).sent == ("wecom",)
    assert deliver(week, week.parent, delivery).had == ("wecom",)
    assert [body["msgtype"] for _, _, body in robot.taken] == ["text", "image", "image"]


def test_those_that_take_no_picture_get_a_link(folder, week, robot):
    base = f"http://127.0.0.1:{robot.server_port}"
    delivery = linked(
        folder, robot, f'kind = "dingtalk"\naddress = "{base}/ding"', f'kind = "feishu"\naddress = "{base}/hook"'
    )
    assert approved(week, delivery).sent == ("dingtalk", "feishu")
    dingtalk, feishu = (body for _, _, body in robot.taken)
    address = "https://board.example/?language=zh-Hans&as_of=2026-11-20"
    assert dingtalk["markdown"] == {
        "title": "周报 2026-W47",
        "text": f"### 周报 2026-W47\n\n- 正式签约 1 项，比上周五多 1 项\n\n- ＜b＞甲＜/b＞\n\n[打开看板]({address})",
    }
    post = feishu["content"]["post"]["zh_cn"]
    assert (feishu["msg_type"], post["title"]) == ("post", "周报 2026-W47")
    assert post["content"] == [
        [{"tag": "text", "text": "正式签约 1 项，比上周五多 1 项"}],
        [{"tag": "text", "text": "<b>甲</b>"}],
        [{"tag": "a", "text": "打开看板", "href": address}],
    ]


def test_a_picture_is_made_small_enough():
    noise = Image.effect_noise((900, 600), 90).convert("RGB")
    large = io.BytesIO()
    noise.save(large, "PNG")
    small = within(large.getvalue(), 100_000)
    assert len(large.getvalue()) > 400_000
    assert len(small) <= 100_000
    with Image.open(io.BytesIO(small)) as picture:
        assert picture.width / picture.height == pytest.approx(1.5, rel=0.02)
    assert within(b"as it is", 100) == b"as it is"


def test_a_long_text_is_cut_between_signs():
    long = Letter("题", ("字" * 2000,), link=("打开", "https://board.example/?a=1"))
    content = wecom(long)["text"]["content"]
    assert len(content.encode()) <= 2048
    assert content.startswith("题\n字字")
    assert content.endswith("字\nhttps://board.example/?a=1")


@pytest.mark.parametrize(("path", "state"), [("/cut", "unsure"), ("/504", "unsure"), ("/no", "failed")])
def test_what_may_have_arrived_over_the_wire_is_a_persons_to_decide(folder, week, robot, path, state):
    """The service hangs up without an answer, or somebody between it and us gives up; or it says no."""
    delivery = settings(folder, None, robot, f'kind = "feishu"\naddress = "http://127.0.0.1:{robot.server_port}{path}"')
    first = approved(week, delivery)
    assert bool(first.unsure) == (state == "unsure")
    assert bool(first.failed) == (state == "failed")
    deliver(week, week.parent, delivery)
    assert len(robot.taken) == (1 if state == "unsure" else 2)


def test_no_connection_is_no_doubt(folder, week):
    with socket.create_server(("127.0.0.1", 0)) as closed:
        port = closed.getsockname()[1]
    (folder / FILE).write_text(
        f'allowed_hosts = ["127.0.0.1:{port}"]\n[[to]]\nkind = "feishu"\naddress = "http://127.0.0.1:{port}/"\n',
        "utf-8",
    )
    assert approved(week, read_delivery()).failed == (("feishu", "ConnectionError"),)


@pytest.mark.parametrize(("has_it", "sent"), [(True, 0), (False, 1)])
def test_a_person_settles_what_was_cut_off(folder, week, smtp, has_it, sent):
    delivery = settings(folder, smtp, None, 'kind = "smtp"\naddress = "a@zs.example"')
    approve(week.parent, delivery, "王")
    Receipts(week.parent, "2026-W47", edition_of(week)).note("a@zs.example", "begun")
    assert settle(week, week.parent, delivery, "a@zs.example", has_it=has_it)
    assert not settle(week, week.parent, delivery, "b@zs.example", has_it=has_it)
    assert deliver(week, week.parent, delivery).unsure == ()
    assert len(smtp.messages) == sent


def test_a_receipt_that_was_cut_off_leaves_the_doubt(folder, week):
    receipts = Receipts(week.parent, "2026-W47", "e")
    receipts.note("a", "begun")
    path = week.parent / ".receipts" / "2026-W47.jsonl"
    path.write_bytes(path.read_bytes() + b'\n{"edition":"e","to":"a","sta')
    assert receipts.state("a") == "begun"
    receipts.note("a", "sent")
    assert receipts.state("a") == "sent"


def test_one_sends_at_a_time(folder, week, smtp):
    delivery = settings(folder, smtp, None, 'kind = "smtp"\naddress = "a@zs.example"')
    approve(week.parent, delivery, "王")
    with turn(week.parent / ".receipts" / ".sending"), pytest.raises(DeliveryBusy):
        deliver(week, week.parent, delivery)
    assert smtp.messages == []


@pytest.mark.parametrize(
    "address", ["board.example", "javascript:alert(1)", "https://board.example/?x=1", "https://a b"]
)
def test_what_is_no_address_of_a_dashboard(folder, address):
    (folder / FILE).write_text(f'dashboard = "{address}"\n', "utf-8")
    with pytest.raises(ReferenceBroken, match="dashboard"):
        read_delivery()


def test_an_owner_is_somebody_who_hears(folder):
    (folder / FILE).write_text('owner = { kind = "folder", address = "/srv/x" }', "utf-8")
    with pytest.raises(ReferenceBroken, match=r"owner\.kind"):
        read_delivery()
