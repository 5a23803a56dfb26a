"""Covers: drawn from what an item is, unless somebody uploaded a picture."""
