"""What will be sent to whom and when, and the word of a named person that it may be; names and kinds, never a key."""

from collections.abc import Mapping
from typing import Any

from starlette.routing import Route

from dashboard.access.identity import Identity
from dashboard.access.rights import may
from dashboard.export.delivery.approval import approval, approve, kind_of
from dashboard.export.delivery.deliver import edition_of, has_all, part_names
from dashboard.export.delivery.letter import letter
from dashboard.export.delivery.receipts import BEGUN, FAILED, SENT, Receipts
from dashboard.export.delivery.recipients import Delivery, Recipient, read_delivery
from dashboard.export.kept.folder import exports_folder
from dashboard.export.schedule.plan import read_plan
from dashboard.stewardship import export_archive, export_run
from dashboard.stewardship.endpoint import Refused, route
from dashboard.stewardship.export_schedule import outcome_told, plan_told
from dashboard.stewardship.row_words import moment
from dashboard.text import t
from etl import audit
from etl.errors import CooperationError
from etl.messages import in_language

Values = Mapping[str, str]
Sent = Mapping[str, Any]
_KINDS = {
    "folder": "delivery.folder",
    "smtp": "delivery.mail",
    "wecom": "delivery.wecom",
    "dingtalk": "delivery.dingtalk",
    "feishu": "delivery.feishu",
}
_RECEIVED = {SENT: "delivery.has_it", FAILED: "delivery.failed", BEGUN: "delivery.unsure", "": "delivery.not_yet"}


def _show(identity: Identity, language: str, values: Values, sent: Sent) -> dict[str, Any]:
    """{"error", "recipients", "owner", "alarm_at", "seen", "approval", "may", "plan", "outcome", "letter"}."""
    try:
        delivery, plan = read_delivery(), read_plan()
    except CooperationError as error:
        return {"error": in_language(error, language)}
    given = approval(exports_folder(), delivery)
    newest = next((week["week"] for week in export_archive.weeks(language)), None)
    return {
        "error": "",
        "recipients": [_recipient(one, newest, language) for one in delivery.recipients],
        "owner": delivery.owner.name if delivery.owner else "",
        "alarm_at": delivery.alarm_at,
        "seen": kind_of(delivery),
        "approval": {"by": given.by, "at_words": moment(given.at, language)} if given else None,
        "may": may(identity, "edit"),
        "plan": plan_told(plan, language) if plan else None,
        "outcome": outcome_told(plan, delivery, language) if plan else None,
        "letter": _letter(newest, delivery, language) if newest else None,
    }


def _approve(identity: Identity, language: str, values: Values, sent: Sent) -> dict[str, Any]:
    """Notes that this person has looked at what was shown, and at nothing else."""
    delivery = read_delivery()
    if sent.get("seen") != kind_of(delivery):
        raise Refused(409, t("delivery.changed", language))
    approve(exports_folder(), delivery, identity.name)
    audit.record("export", identity.name, "approve")
    return _show(identity, language, values, sent)


def _send(identity: Identity, language: str, values: Values, sent: Sent) -> dict[str, Any]:
    """Sends a week to those who have not got it, as the command does."""
    week = str(sent.get("week"))
    if export_archive.manifest(week) is None:
        raise Refused(404, t("exports.unknown", language))
    arguments = ["deliver", "--week", week, f"--by={identity.name}"]
    if not export_run.begin("sending", identity.name, language, arguments):
        raise Refused(409, t("exports.busy", language))
    return {"run": export_run.last(identity.name)}


def _recipient(one: Recipient, week: str | None, language: str) -> dict[str, str]:
    """Who, how, in which language, and whether the newest week is there; an address is not shown, it may be a key."""
    (state, at), name = _received(one, week) if week else ("", ""), one.language
    return {
        "name": one.name,
        "kind": t(_KINDS[one.kind], language),
        "language": t(f"language.{name}", language),
        "state": t(_RECEIVED[state], language),
        "at": moment(at, language),
    }


def _received(one: Recipient, week: str) -> tuple[str, str]:
    folder = exports_folder() / week
    receipts = Receipts(exports_folder(), week, edition_of(folder))
    lines = [line for part in part_names(one, folder) for line in receipts.lines(one.name, part)]
    if has_all(one, folder, receipts) or not lines:
        return (SENT, lines[-1]["at"]) if lines else ("", "")
    # Of several parts the one that is not there says how it stands.
    last = next((line for line in reversed(lines) if line["state"] != SENT), lines[-1])
    return ("" if last["state"] == SENT else last["state"]), last["at"]


def _letter(week: str, delivery: Delivery, language: str) -> dict[str, Any]:
    """What recipients would read of the newest week, in the languages that somebody gets."""
    languages = list(dict.fromkeys(one.language for one in delivery.recipients)) or [language]
    made = [edition["language"] for each in export_archive.weeks(language)[:1] for edition in each["editions"]]
    said = {one: letter(exports_folder() / week, one, delivery.dashboard) for one in languages}
    return {
        "week": week,
        "letters": [
            {
                "language": name if name in made else made[0],
                "note": "" if name in made else t("delivery.not_in", language, name=t(f"language.{name}", language)),
                "title": found.title,
                "lines": list(found.lines),
                "picture": found.picture.name if found.picture else "",
                "edition": found.picture.parent.name if found.picture and found.picture.parent.name != week else "",
                "files": [file.name for file in found.files],
                "link": found.link[1] if found.link else "",
            }
            for name, found in said.items()
        ],
    }


ROUTES: list[Route] = [
    route("export", "GET", "exports/delivery", _show),
    route("edit", "POST", "exports/delivery/approve", _approve),
    route("edit", "POST", "exports/delivery/send", _send),
]
