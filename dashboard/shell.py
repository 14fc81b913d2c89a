"""The HTML page a browser gets first: Streamlit's own, told where its server is, and in which language and look.

Left to itself, the page of /visits looks for a server below /visits, is told twice that there is none, and only then
asks at /: two failed requests and two errors in the browser's console for every page but the first.
"""

from pathlib import Path

from starlette.requests import Request
from starlette.responses import HTMLResponse, RedirectResponse, Response
from starlette.routing import Route

from dashboard.text.languages import reading_language

# Streamlit's front end reads this object when those who host it want to say more than an address can.
SERVER_IS_HERE = "<script>window.__streamlit = { BACKEND_BASE_URL: location.origin }</script>"
# What Streamlit says is English; the page is in the reader's language.
LANGUAGE = '<html lang="en">'
# The wall is dark and paper is light, whatever the browser prefers; only the address can tell Streamlit so.
LOOKS = {"screen": "dark_theme", "print": "light_theme"}


def shell(index: Path) -> str:
    return index.read_text(encoding="utf-8").replace("<head>", f"<head>\n    {SERVER_IS_HERE}", 1)


def shell_routes(page: str, pages: Path) -> list[Route]:
    """The page at / and at the address of each script in the sections of `pages`."""

    def answer(request: Request) -> Response:
        look = LOOKS.get((request.query_params.getlist("view") or [""])[-1])
        if look and "embed" not in request.query_params:
            address = request.url.include_query_params(embed="true", embed_options=look)
            return RedirectResponse(f"{address.path}?{address.query}", headers={"cache-control": "no-cache"})
        locale = request.headers.get("accept-language", "").partition(",")[0]
        language = reading_language(request.query_params.getlist("language"), locale)
        return HTMLResponse(
            page.replace(LANGUAGE, f'<html lang="{language}">', 1),
            headers={"cache-control": "no-cache", "vary": "accept-language"},
        )

    return [Route(path, answer) for path in ("/", *(f"/{script.stem}" for script in sorted(pages.glob("*/*.py"))))]
