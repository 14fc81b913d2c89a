"""The page for signing in: plain HTML that works without scripts and asks nothing of any other server."""

import tomllib
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from html import escape
from urllib.parse import urlencode

from dashboard.access.addresses import SIGN_IN
from dashboard.text import LANGUAGES, t
from etl.places import ROOT

# Our names of colours, and what `.streamlit/config.toml` calls them.
COLOURS = {
    "accent": "primaryColor",
    "ground": "backgroundColor",
    "quiet": "secondaryBackgroundColor",
    "ink": "textColor",
    "line": "borderColor",
    "muted": "grayColor",
    "red": "redColor",
}
# The same characters have other shapes there.
HONG_KONG = "'Source Sans','Noto Sans CJK HK','PingFang HK','Microsoft JhengHei',sans-serif"
STYLE = """
*{box-sizing:border-box}
body{margin:0;min-height:100dvh;display:grid;place-items:center;padding:1rem;background:var(--quiet);color:var(--ink);
font:15px/1.5 var(--font)}
main{width:min(24rem,100%);padding:1.6rem;background:var(--ground);border:1px solid var(--line);border-radius:6px}
h1{margin:0 0 .2rem;font-size:1.3333rem}
h1+p{margin:0 0 1.2rem;color:var(--muted)}
label{display:block;margin-bottom:.8rem;font-weight:600}
input{display:block;width:100%;margin-top:.25rem;padding:.55rem .7rem;font:inherit;font-weight:400;color:inherit;
background:var(--ground);border:1px solid var(--muted);border-radius:6px}
button,.way{display:block;width:100%;padding:.6rem 1rem;font:inherit;font-weight:600;text-align:center;
border-radius:999px;cursor:pointer;text-decoration:none}
button{border:1px solid var(--accent);background:var(--accent);color:var(--ground)}
.way{margin-top:.8rem;border:1px solid var(--line);color:var(--ink);background:var(--ground)}
.said{margin:0 0 1rem;padding:.6rem .8rem;border:1px solid var(--red);border-radius:6px;color:var(--red)}
nav{display:flex;gap:1rem;justify-content:center;margin-top:1.4rem}
nav a{color:var(--muted)}
nav a[aria-current]{color:var(--ink);font-weight:600;text-decoration:none}
:focus-visible{outline:2px solid var(--accent);outline-offset:2px}
"""


@dataclass(frozen=True)
class SignInPage:
    """What the page shows: a sentence ("" for none), ways to sign in, what was typed, where it leads afterwards."""

    language: str
    said: str
    providers: Mapping[str, str]
    has_accounts: bool
    way_back: str
    name: str = ""

    def html(self) -> str:
        """The whole page; every value in it is escaped."""
        title = escape(t("sign_in.title", self.language))
        app = escape(t("app.name", self.language))
        said = f'<p class="said" role="alert">{escape(self.said)}</p>' if self.said else ""
        ways = "".join(self._way(provider, label) for provider, label in self.providers.items())
        return (
            f'<!doctype html>\n<html lang="{self.language}"><head><meta charset="utf-8">'
            '<meta name="viewport" content="width=device-width,initial-scale=1">'
            '<link rel="icon" href="data:,">'
            f"<title>{title} · {app}</title><style>{colours()}{STYLE}</style></head><body><main>"
            f"<h1>{app}</h1><p>{title}</p>{said}{self._form() if self.has_accounts else ''}{ways}{self._languages()}"
            "</main></body></html>\n"
        )

    def _form(self) -> str:
        hidden = {"next": self.way_back, "language": self.language}
        fields = "".join(f'<input type="hidden" name="{name}" value="{escape(it)}">' for name, it in hidden.items())
        name, password = (escape(t(key, self.language)) for key in ("sign_in.name", "sign_in.password"))
        return (
            f'<form method="post" action="{SIGN_IN}">{fields}'
            f'<label>{name}<input name="name" value="{escape(self.name)}" autocomplete="username" maxlength="64" '
            f'autocapitalize="none" spellcheck="false" required{"" if self.name else " autofocus"}></label>'
            f'<label>{password}<input name="password" type="password" autocomplete="current-password" maxlength="200" '
            f"required{' autofocus' if self.name else ''}></label>"
            f"<button>{escape(t('sign_in.button', self.language))}</button></form>"
        )

    def _way(self, provider: str, label: str) -> str:
        # A link and no form: browsers hold a form's later redirects to `form-action 'self'`, and this one leads away.
        query = {"with": provider, "next": self.way_back, "language": self.language}
        shown = t("sign_in.with", self.language, provider=label or t("sign_in.provider", self.language))
        return f'<a class="way" href="{SIGN_IN}?{escape(urlencode(query))}">{escape(shown)}</a>'

    def _languages(self) -> str:
        links: Sequence[str] = [
            f'<a href="{SIGN_IN}?{escape(urlencode({"language": language, "next": self.way_back}))}" lang="{language}" '
            f'hreflang="{language}"{" aria-current=true" if language == self.language else ""}>'
            f"{escape(t('language.name', language))}</a>"
            for language in LANGUAGES
        ]
        return f"<nav>{''.join(links)}</nav>"


@cache
def colours() -> str:
    """The pages' own colours and letters, light and dark as the browser prefers."""
    with (ROOT / ".streamlit" / "config.toml").open("rb") as file:
        theme = tomllib.load(file)["theme"]
    light, dark = (
        ";".join(f"--{name}:{theme[look][option]}" for name, option in COLOURS.items()) for look in ("light", "dark")
    )
    letters = f":root{{--font:{theme['font']};color-scheme:light dark;{light}}}:lang(zh-Hant){{--font:{HONG_KONG}}}"
    return f"{letters}@media(prefers-color-scheme:dark){{:root{{{dark}}}}}"
