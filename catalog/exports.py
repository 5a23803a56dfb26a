"""Tables that editors take home from the admin (Wagtail's reports and lists, as CSV).

Decided here: a title that a spreadsheet would take for a formula is written with an apostrophe before it, as
spreadsheets themselves mark text: what one county typed never runs on another's machine. In an .xlsx file
Wagtail already says that it is text.
"""

from wagtail.admin.views.mixins import SpreadsheetExportMixin

FORMULA_STARTS = ("=", "+", "-", "@", "\t", "\r", "＝", "＋", "－", "＠")


def plain_text(value: str) -> str:
    """The value as a spreadsheet will not calculate it."""
    return f"'{value}" if value.startswith(FORMULA_STARTS) else value


def guard_formulas() -> None:
    """For every export of the admin at once: Wagtail has no setting for it."""
    SpreadsheetExportMixin.custom_value_preprocess[str] = {SpreadsheetExportMixin.FORMAT_CSV: plain_text}
