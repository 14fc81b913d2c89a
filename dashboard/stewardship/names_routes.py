"""The addresses behind the page `names`."""

from starlette.routing import Route

ROUTES: list[Route] = []
