"""The HTML page a browser gets first: Streamlit's own, told where its server is.

Left to itself, the page of /visits looks for a server below /visits, is told twice that there is none, and only then
asks at /: two failed requests and two errors in the browser's console for every page but the first.
"""

from pathlib import Path

from starlette.requests import Request
from starlette.responses import HTMLResponse
from starlette.routing import Route

# Streamlit's front end reads this object when those who host it want to say more than an address can.
SERVER_IS_HERE = "<script>window.__streamlit = { BACKEND_BASE_URL: location.origin }</script>"


def shell(index: Path) -> str:
    return index.read_text(encoding="utf-8").replace("<head>", f"<head>\n    {SERVER_IS_HERE}", 1)


def shell_routes(page: str, pages: Path) -> list[Route]:
    """The page at / and at the address of each script in the sections of `pages`."""

    def answer(request: Request) -> HTMLResponse:
        return HTMLResponse(page, headers={"cache-control": "no-cache"})

    return [Route(path, answer) for path in ("/", *(f"/{script.stem}" for script in sorted(pages.glob("*/*.py"))))]
