"""What analysts do in the browser: upload, understand, fix, publish, undo; addresses below `/stewardship`."""
