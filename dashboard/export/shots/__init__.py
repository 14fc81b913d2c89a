"""The list of shots: what it holds, what may stand in it, who changed it."""
