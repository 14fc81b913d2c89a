"""Which field of a form a refusal is about, so that its sentence stands beside it."""

from collections.abc import Callable, Mapping
from typing import Any

from starlette.responses import JSONResponse

from dashboard.stewardship.endpoint import Refused
from dashboard.text import t
from etl.errors import CooperationError
from etl.messages import Sentence, in_language

# A code of the ETL's → the field that it can only be about.
_ABOUT = {
    "edit_bad_target": "target",
    "edit_bad_year": "year",
    "edit_unknown_indicator": "indicator",
    "edit_bad_month": "month",
    "edit_unknown_currency": "currency",
    "edit_bad_rate": "cny_per_unit",
}
# Codes that name columns as the warehouse calls them.
_MISSING = ("edit_required", "edit_key_missing")


def said_at_field(change: Callable[[], Any], what: Mapping[str, Any], language: str) -> Any:
    """What `change` gives, or 422 with {"message", "column"} where it cannot be made."""
    try:
        return change()
    except Refused:
        raise
    except CooperationError as error:
        return JSONResponse(field_refusal(error, what, language), 422, {"cache-control": "no-store"})


def field_refusal(error: CooperationError, what: Mapping[str, Any], language: str) -> dict[str, str]:
    """{"message", "column"}: the sentence, and the field that it is about, or nothing where it is about none."""
    said = error.args[-1] if error.args else None
    if not isinstance(said, Sentence):
        return {"message": in_language(error, language), "column": ""}
    sent = {**(what.get("key") or {}), **(what.get("row") or {})}
    seen = str(said.values.get("seen", ""))
    if said.code in _MISSING:
        missing = [column for column in seen.split("、") if not sent.get(column)] or seen.split("、")
        words = t("phrase.separator", language).join(t(f"field.{column}", language) for column in missing)
        return {"message": t("names.missing", language, names=words), "column": missing[0]}
    written = [column for column, value in sent.items() if isinstance(value, str) and value.strip() == seen]
    return {"message": said.said_in(language), "column": _ABOUT.get(said.code) or next(iter(written), "")}
