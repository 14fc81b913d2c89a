"""A cell as stored → a value of the column's type, or the code of the problem. One kind of value a file."""
