"""Spreadsheets that leave the admin.

Decided here: a column is a heading and how its value is read, so that nothing is looked up by a dotted path;
no cell begins like a formula, whatever an author called a lesson; csv carries a mark so that Excel reads Chinese.
"""

from collections.abc import Callable, Iterator
from typing import Any

from wagtail.admin.views.mixins import SpreadsheetExportMixin

# Also full width: a Chinese input method makes them, and a spreadsheet takes some for the narrow ones.
FORMULA_STARTS = ("=", "+", "-", "@", "\t", "\r", "\n", "＝", "＋", "－", "＠")

Columns = dict[str, Callable[[Any], Any]]


def harmless(value: Any) -> Any:
    """A value that no spreadsheet program runs: text that begins like a formula gets an apostrophe before it."""
    if value is None or isinstance(value, bool | int | float):
        return "" if value is None else value
    text = str(value)
    return f"'{text}" if text.lstrip(" ").startswith(FORMULA_STARTS) else text


class ExportMixin(SpreadsheetExportMixin):
    """For a list or report: `export_columns` are {heading: how to read it from an item}."""

    export_columns: Columns = {}

    @property
    def list_export(self) -> list[str]:
        return list(self.export_columns)

    def get_heading(self, queryset: Any, field: str) -> str:
        return field

    def to_row_dict(self, item: Any) -> dict[str, Any]:
        return {heading: harmless(read(item)) for heading, read in self.export_columns.items()}

    def stream_csv(self, queryset: Any) -> Iterator[bytes]:
        yield "\ufeff".encode()
        yield from super().stream_csv(queryset)
