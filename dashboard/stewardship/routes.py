"""All addresses below `/stewardship`."""

from dashboard.stewardship import exports_routes, loads_routes, names_routes, upload_routes

ROUTES = [*upload_routes.ROUTES, *loads_routes.ROUTES, *names_routes.ROUTES, *exports_routes.ROUTES]
