"""What a kind of problem is called, in a few words; its sentence is the ETL's."""

from dashboard.text import catalogue, t


def problem_words(code: str, language: str) -> str:
    """The name of a problem code; one that came later than these words is `other`."""
    key = f"problem.{code}"
    return t(key if key in catalogue() else "problem.other", language)
