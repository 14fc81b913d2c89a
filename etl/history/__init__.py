"""What a load means for the rows that were there before, and what people decided about them."""
