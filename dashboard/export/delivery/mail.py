"""The letter by SMTP: the picture in its body, PDF and PPTX attached."""

import smtplib
import ssl
from contextlib import suppress
from email.headerregistry import Address
from email.message import EmailMessage
from email.policy import SMTP
from email.utils import formatdate
from html import escape

from dashboard.export.delivery.letter import Letter
from dashboard.export.delivery.receipts import MayHaveArrived
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
    link = [f"{letter.link[0]}: {letter.link[1]}"] if letter.link else []
    made.set_content("\n".join([letter.title, "", *letter.lines, *link]))
    if letter.picture:
        paragraphs = "".join(f"<p>{escape(line)}</p>" for line in letter.lines)
        if letter.link:
            words, address = map(escape, letter.link)
            paragraphs += f'<p><a href="{address}">{words}</a></p>'
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


def send(server: Server, message: EmailMessage) -> None:
    """Hands the message over. Raises `OSError` or `smtplib.SMTPException`, or `MayHaveArrived`."""
    context = ssl.create_default_context()
    if server.security == "tls":
        line: smtplib.SMTP = smtplib.SMTP_SSL(server.host, server.port, timeout=PATIENCE, context=context)
    else:
        line = smtplib.SMTP(server.host, server.port, timeout=PATIENCE)
    try:
        if server.security == "starttls":
            line.starttls(context=context)
        if server.user:
            line.login(server.user, password(server))
        _send(line, message)
    finally:
        # The server has said yes or no; how it says good-bye changes nothing.
        with suppress(OSError):
            line.quit()
        line.close()


def _send(line: smtplib.SMTP, message: EmailMessage) -> None:
    try:
        line.send_message(message)
    except smtplib.SMTPServerDisconnected as error:
        raise MayHaveArrived(type(error).__name__) from error
    except smtplib.SMTPException:
        raise
    except OSError as error:
        raise MayHaveArrived(type(error).__name__) from error
