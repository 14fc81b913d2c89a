"""What a week is told from, where it lies, and who may make it."""
