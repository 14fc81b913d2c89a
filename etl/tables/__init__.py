"""A sheet → its tables: where they are, what their headings mean, what stands around them."""
