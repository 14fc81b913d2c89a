"""Every number is defined here, once: an indicator is a line of data, and `values.py` is what computes."""
