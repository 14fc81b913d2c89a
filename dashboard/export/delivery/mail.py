"""The letter by SMTP: the picture in its body, PDF and PPTX attached."""

import smtplib
import ssl
from collections.abc import Sequence
from email.headerregistry import Address
from email.message import EmailMessage
from email.policy import SMTP
from email.utils import formatdate
from html import escape

from dashboard.export.delivery.letter import Letter
from dashboard.export.delivery.recipients import Server, password

PATIENCE = 60  # seconds
TYPES = {
    ".pdf": ("application", "pdf"),
    ".pptx": ("application", "vnd.openxmlformats-officedocument.presentationml.presentation"),
}


def mail(server: Server, to: str, letter: Letter, identity: str) -> EmailMessage:
    """The message. `identity` is the same for the same week and recipient: mail programs see what came twice."""
    made = EmailMessage(policy=SMTP)
    made["Subject"] = " ".join(letter.title.split())
    made["From"] = Address(addr_spec=server.sender)
    made["To"] = Address(addr_spec=to)
    made["Date"] = formatdate(localtime=False)
    made["Message-ID"] = f"<{identity}@{server.sender.rpartition('@')[2]}>"
    made.set_content("\n".join([letter.title, "", *letter.lines]))
    if letter.picture:
        paragraphs = "".join(f"<p>{escape(line)}</p>" for line in letter.lines)
        name = f"{identity}.png"
        made.add_alternative(
            f"<html><body><h2>{escape(letter.title)}</h2>{paragraphs}"
            f'<img src="cid:{name}" alt="{escape(letter.title)}" width="960"></body></html>',
            subtype="html",
        )
        body = made.get_payload()[1]  # type: ignore[index]
        body.add_related(letter.picture.read_bytes(), "image", "png", cid=f"<{name}>")  # type: ignore[union-attr]
    for file in letter.files:
        main, sub = TYPES[file.suffix]
        made.add_attachment(file.read_bytes(), main, sub, filename=file.name)
    return made


def send(server: Server, messages: Sequence[EmailMessage]) -> None:
    """Hands the messages over. Raises `OSError` or `smtplib.SMTPException`."""
    context = ssl.create_default_context()
    if server.security == "tls":
        opened: smtplib.SMTP = smtplib.SMTP_SSL(server.host, server.port, timeout=PATIENCE, context=context)
    else:
        opened = smtplib.SMTP(server.host, server.port, timeout=PATIENCE)
    with opened as line:
        if server.security == "starttls":
            line.starttls(context=context)
        if server.user:
            line.login(server.user, password(server))
        for message in messages:
            line.send_message(message)
