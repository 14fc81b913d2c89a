"""`brief.pptx`: slides with charts and tables that can be edited."""
