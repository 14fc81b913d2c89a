"""What a page says first: a sentence from the numbers, or the plain topic when they support none."""

from dashboard.text import t


def overview_heading(language: str, delegations: float | None, before: float | None) -> str:
    """Delegations and their change on the period before."""
    if not delegations:
        return t("overview.heading_empty", language)
    if before is None:
        return t("overview.heading_count", language, count=f"{delegations:,.0f}")
    difference = delegations - before
    way = "same" if difference == 0 else "up" if difference > 0 else "down"
    change = t(f"overview.heading_{way}", language, amount=f"{abs(difference):,.0f}")
    return t("overview.heading", language, count=f"{delegations:,.0f}", change=change)
