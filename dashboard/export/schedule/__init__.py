"""When the export runs by itself: the plan, who starts it, and what a start does."""
