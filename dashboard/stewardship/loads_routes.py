"""The addresses behind the page `loads`."""

from starlette.routing import Route

ROUTES: list[Route] = []
