"""The addresses behind the page `upload`."""

from starlette.routing import Route

ROUTES: list[Route] = []
