"""The editors' desk: what the Wagtail admin shows of the catalogue beyond Wagtail's own screens.

A list per kind (listings.py), reports, the summary sheet, vocabularies, and the front screen, one module
each. Decided everywhere here: every view asks the permission of the page or organisation at hand, never only
"is this somebody's admin". What the catalogue *does* lies below (importing, retagging); here it is only shown.
"""
