"""A browser, a server over what is told, and pages shot when they are right."""
