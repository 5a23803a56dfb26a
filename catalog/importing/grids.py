"""A sheet as cells with their values and what was done to them, whatever file it came from.

A value is text, a number, a date (`datetime`), a duration (`timedelta`, any time of day) or
`FORMULA`, which stands for a formula that nobody evaluates. Empty cells are not kept.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import datetime, timedelta
from typing import Final

# A county recommends about a hundred lessons and collects some thousands at most, so ten thousand
# filled rows are no summary sheet; the other limits keep reading within 300 MB and 10 s.
MAX_ROWS: Final = 10_000
MAX_CELLS: Final = 250_000
MAX_COLUMNS: Final = 100
MAX_CELL_TEXT: Final = 4_000  # a title has at most 255 characters, a summary about 300; the rest is cut
MAX_TEXT: Final = 16_000_000
MAX_COVERED: Final = 300_000  # cells that merges cover
MAX_FILE_BYTES: Final = 24_000_000


class Formula:
    """A cell that holds a formula; its cached result is never looked at."""

    def __repr__(self) -> str:
        return "FORMULA"


FORMULA: Final = Formula()
Value = str | int | float | bool | datetime | timedelta | Formula


class Refused(Exception):
    """This file is no sheet; the message says in Chinese what to do about it."""


TOO_LARGE = Refused(
    f"文件太大：一份汇总表不应超过 {MAX_ROWS} 行。请删去表格末尾的空行和无关工作表，只留课例，另存后再导入。"
)


@dataclass(frozen=True, slots=True)
class Cell:
    value: Value
    struck: bool = False


@dataclass
class Budget:
    """What one file may hold in all its sheets together."""

    rows: int = 0
    cells: int = 0
    text: int = 0

    def spend(self, *, rows: int = 0, cells: int = 0, text: int = 0) -> None:
        self.rows += rows
        self.cells += cells
        self.text += text
        if self.rows > MAX_ROWS or self.cells > MAX_CELLS or self.text > MAX_TEXT:
            raise TOO_LARGE


@dataclass
class Grid:
    """One sheet. Rows and columns count from 1; `merged` are (top, left, bottom, right), all inside."""

    name: str
    budget: Budget = field(default_factory=Budget, repr=False)
    hidden: bool = False
    rows: dict[int, dict[int, Cell]] = field(default_factory=dict)
    hidden_rows: set[int] = field(default_factory=set)
    merged: list[tuple[int, int, int, int]] = field(default_factory=list)

    def put(self, row: int, column: int, value: Value | None, struck: bool = False) -> None:
        """Keep a cell; refuses when the file outgrows every real one."""
        if value is None or column > MAX_COLUMNS:
            return
        length = 0
        if isinstance(value, str):
            value = value[:MAX_CELL_TEXT]
            length = len(value)
            if not value.strip():
                return
        cells = self.rows.get(row)
        if cells is None:
            cells = self.rows[row] = {}
            self.budget.spend(rows=1)
        self.budget.spend(cells=1, text=length)
        cells[column] = Cell(value, struck)
