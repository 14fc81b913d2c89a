"""Names as written → the bodies, sectors and towns that they mean, and what people decided about them."""
