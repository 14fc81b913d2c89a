"""Text from workbooks and reference tables: in the reader's script, and harmless for Streamlit's Markdown."""

import re
import unicodedata
from functools import cache, lru_cache

import opencc

LONGEST = 120
_MARKDOWN = re.compile(r"([\\`*_{}\[\]<>()#+\-.!|~$:^=&])")
# Icons, links, arrows: the browser looks for these after it has read Markdown, when a backslash no longer helps.
_LATER = re.compile(r"(?i)(?<=:)(?=material/|streamlit:|//)|(?<=www)(?=\.)|(?<=@)(?=\w)|(?<=[<>~-])(?=[>=-])")
_JOINER = "\u2060"  # cannot be seen, and is neither a letter nor a space

_SCRIPTS = {"zh-Hans": "t2s", "zh-Hant": "s2hk"}


@lru_cache(maxsize=20_000)
def quoted(text: str | None, language: str) -> str:
    """A text as somebody wrote it, in the script that the reader reads; nothing else is changed."""
    if not text or language not in _SCRIPTS:
        return text or ""
    converted: str = _into(_SCRIPTS[language]).convert(text)
    return converted


@cache
def _into(script: str) -> opencc.OpenCC:
    # Made when it is first asked for: a server that shows one language needs one of the two, of 20 MB each.
    return opencc.OpenCC(script)


def show(text: str, longest: int = LONGEST) -> str:
    """The text as it reads, with nothing that Markdown, LaTeX or a directive would act on."""
    seen = "".join(c for c in " ".join(text.split()) if unicodedata.category(c)[0] != "C")
    cut = seen if len(seen) <= longest else seen[: longest - 1] + "…"
    return _MARKDOWN.sub(r"\\\1", _LATER.sub(_JOINER, cut))
