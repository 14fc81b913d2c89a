"""Bytes of a workbook → sheets of cells, exactly as stored. Nothing is interpreted here."""
