"""Text from workbooks and reference tables, made harmless for Streamlit's Markdown."""

import re
import unicodedata

LONGEST = 120
_MARKDOWN = re.compile(r"([\\`*_{}\[\]<>()#+\-.!|~$:^=&])")


def show(text: str, longest: int = LONGEST) -> str:
    """The text as it reads, with nothing that Markdown, LaTeX or a directive would act on."""
    seen = "".join(c for c in " ".join(text.split()) if unicodedata.category(c)[0] != "C")
    cut = seen if len(seen) <= longest else seen[: longest - 1] + "…"
    return _MARKDOWN.sub(r"\\\1", cut)
