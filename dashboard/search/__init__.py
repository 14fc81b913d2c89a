"""Search: partners, sectors, towns, indicators, pages and what records say, in either script or by pinyin."""
