"""Reviews and decisions in the words of the page `names`."""

from collections.abc import Mapping
from typing import Any

import orjson

from dashboard.origin import heading_of
from dashboard.stewardship.row_words import moment
from dashboard.text import t
from etl.history.reviews import parts_of
from etl.reference import names
from etl.reference_edits import ALIASES, KIND, key_of
from etl.source import sources
from etl.tables.chosen import NOTHING

Item = Mapping[str, Any]
_SEPARATOR = " / "
# Kinds of decisions with a sentence of their own.
SAID = ("row_removed", "row_kept", "pair_distinct", "name_is", "name_merged", "heading_is")


def review_told(review: Item, language: str) -> dict[str, Any]:
    """A review with what it is about, for a sheet's title in a line, and for a name the most similar ones."""
    told = {name: review[name] for name in ("reference", "kind", "table")}
    about = review.get("seen") or _SEPARATOR.join(str(row["summary"]) for row in review["rows"])
    candidates = [one.name for one in names("partners").candidates(about)] if review["kind"] == "name" else []
    words = t(f"names.review_{review['kind']}", language, **_details(review))
    return {**told, "words": words, "about": about, "seen": review.get("seen") or "", "candidates": candidates}


def _details(review: Item) -> dict[str, Any]:
    """What stands in the brackets of the sentence of the review's kind."""
    if review["kind"] == "name":
        return {"seen": review["seen"], "rows": review["row_count"], "workbook": review["workbook"]}
    if review["kind"] == "heading":
        return {name: review[name] for name in ("seen", "workbook", "sheet", "cell")}
    places = [(row["summary"], f"{row['workbook']} {row['sheet']}!{row['row_number']}") for row in review["rows"]]
    if review["kind"] == "gone":
        return dict(zip(("summary", "place"), places[0], strict=True))
    (first, first_place), (second, second_place) = places
    return {"first": first, "first_place": first_place, "second": second, "second_place": second_place}


def decision_told(decision: Item, language: str, *, may_revoke: bool) -> dict[str, Any]:
    """A row of `decisions` with who, when, and what was decided in a sentence."""
    is_in_force = decision["undone_at"] is None
    return {
        "id": decision["decision_id"],
        "at_words": moment(decision["decided_at"], language),
        "by": decision["decided_by"],
        "words": decision_words(decision, language),
        "reason": decision["reason"],
        "state": "active" if is_in_force else "revoked",
        "undone_by": decision["undone_by"],
        "undone_at_words": moment(decision["undone_at"], language),
        "may_revoke": is_in_force and may_revoke,
    }


def decision_words(decision: Item, language: str) -> str:
    """What somebody decided, in a sentence."""
    kind, subject, object = decision["kind"], decision["subject"], decision["object"]
    if kind == KIND:
        return row_words(key_of(decision["table_name"], subject), orjson.loads(object) if object else None, language)
    if kind == "heading_is":
        object = t("names.leave", language) if object == NOTHING else column_words(object, language)
    said = "row_same" if kind == "row_removed" and object else kind if kind in SAID else "other"
    return t(f"names.decision_{said}", language, subject=subject, object=object or "")


def row_words(key: Mapping[str, str], row: Mapping[str, str] | None, language: str) -> str:
    """An edit of a row of a reference table, in a sentence; None: it was taken out."""
    indicator = key.get("indicator", "")
    named = t(f"indicator.{indicator}.name", language) if indicator else ""
    said = " ".join([named, key["year"]]) if indicator else " ".join(key.values())
    if row is None:
        return t("names.decision_row_taken_out", language, subject=said)
    pairs = [
        f"{t(f'field.{column}', language)} {text}"
        for column, text in row.items()
        if column not in ("unit", "is_example")
    ]
    return t("names.decision_row_edited", language, subject=said, object=t("phrase.separator", language).join(pairs))


def columns_to_choose(language: str) -> dict[str, list[dict[str, str]]]:
    """Table → the columns that a heading may be, with their names."""
    return {
        table: [
            {"value": f"{table}.{column.name}", "words": heading_of(column.meaning, language)}
            for column in source.columns.values()
        ]
        for table, source in sources().items()
    }


def column_words(written: str, language: str) -> str:
    """`visits.start_date+end_date` by the names of the columns."""
    table, _, columns = written.partition(".")
    known = sources()[table].columns if table in sources() else {}
    found = [heading_of(known[name].meaning, language) for name in columns.split("+") if name in known]
    return t("phrase.separator", language).join(found) or written


def proposal_told(proposal: Item, language: str, *, may_decide: bool) -> dict[str, Any]:
    """A proposal with who, when, why, and what it would change in a sentence."""
    told = {name: proposal[name] for name in ("id", "by", "reason", "state", "answer")}
    is_open = proposal["state"] == "open"
    words = _proposed(proposal["what"], language)
    return {**told, "at_words": moment(proposal["at"], language), "words": words, "may_decide": is_open and may_decide}


def _proposed(what: Mapping[str, Any], language: str) -> str:
    if what["kind"] == "revoke":
        return t("names.revoke_title", language, id=what["decision"])
    if what["kind"] == "decide":
        subject, verdict = parts_of(what["reference"])[-1], what["verdict"]
        key, _, value = verdict.partition(":")
        merged = "names.decision_name_merged" if key == "merge" else "names.decision_name_is"
        return t(merged if value else "names.decision_other", language, subject=subject, object=value or verdict)
    key, row = what["key"], what["row"]
    if what["table"] == ALIASES and row is not None:
        return t("names.decision_name_is", language, subject=key["spelling"], object=row["name"])
    return row_words(key, row, language)
