"""Where a sheet's header is, what each column means, and which rows are lessons.

Decided here: a header is the one to three rows (with the headings merged over them) that name the most
columns, at any row, from any column, again wherever it is repeated. Merged cells stand for all their rows, 同上 for
the row above, 同左 for the cell to the left. What a row is,
`row_kinds` tells; what a cell's text means, its reader.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field

from catalog.importing.characters import squeezed
from catalog.importing.dittos import is_ditto, is_ditto_left
from catalog.importing.grids import MAX_COVERED, Cell, Grid, Value
from catalog.importing.headers import CONTENT, LONGEST_LABEL, Label, is_grouping, label_of, score_of, settled
from catalog.importing.row_kinds import kind_of_row, text_of

_SEARCHED_ROWS = 300
_TALLEST_HEADER = 3


@dataclass
class Lesson:
    """One row that is a lesson, its cells by role, with dittos and merges resolved."""

    row: int
    cells: dict[str, Value | None]
    coauthors: list[Value | None]
    stage: str | None = None
    unit: str = ""
    struck: bool = False
    hidden: bool = False


@dataclass
class Table:
    """What a sheet holds: lessons, and the texts that stand around them."""

    banner: list[str] = field(default_factory=list)
    notes: list[str] = field(default_factory=list)
    columns: dict[int, Label] = field(default_factory=dict)
    lessons: list[Lesson] = field(default_factory=list)


@dataclass
class _Header:
    top: int
    bottom: int
    columns: dict[int, Label]
    texts: set[tuple[int, str]]


Refine = Callable[[dict[int, Label], list[dict[int, Value]]], dict[int, Label]]


class SheetLayout:
    """One sheet under reading; `refine` lets the values of columns correct what the labels say."""

    def __init__(self, grid: Grid, stages_in: Callable[[str], tuple[str, ...]], refine: Refine) -> None:
        self.grid, self.stages_in, self.refine = grid, stages_in, refine
        self.numbers = sorted(grid.rows)
        self.merged: dict[tuple[int, int], tuple[int, int]] = {}
        self.covered: dict[int, list[int]] = {}
        self.wide: set[int] = set()
        spent = 0
        for top, left, bottom, right in grid.merged:
            if right - left >= 2:
                self.wide.add(top)
            covered = (bottom - top + 1) * (min(right, left + 60) - left + 1)
            if spent + covered > MAX_COVERED:
                continue
            spent += covered
            for row in range(top, bottom + 1):
                for column in range(left, min(right, left + 60) + 1):
                    if (row, column) != (top, left):
                        self.merged[row, column] = (top, left)
                        self.covered.setdefault(row, []).append(column)

    def own(self, row: int) -> dict[int, Cell]:
        """Cells that were typed in this row, without those that a merge from above or left covers."""
        return {
            column: cell
            for column, cell in sorted(self.grid.rows.get(row, {}).items())
            if (row, column) not in self.merged and text_of(cell.value) != ""
        }

    def value(self, row: int, column: int) -> Value | None:
        row, column = self.merged.get((row, column), (row, column))
        cell = self.grid.rows.get(row, {}).get(column)
        return cell.value if cell and text_of(cell.value) != "" else None

    def table(self, stage: str | None) -> Table | None:
        """The whole sheet, or None when nothing in it names its columns."""
        header = self._first_header()
        if header is None:
            return None
        table = Table()
        for row in self.numbers:
            if row >= header.top:
                break
            table.banner += [text_of(cell.value) for cell in self.own(row).values()]
        if stage is None:
            named = {found for text in table.banner for found in self.stages_in(text)}
            stage = named.pop() if len(named) == 1 else None
        header.columns = self.refine(header.columns, self._sample(header))
        table.columns = header.columns
        rows = range(header.top, header.bottom + 1)
        table.notes += [text_of(cell.value) for row in rows for cell in self.own(row).values()]
        table.lessons = list(self._lessons(header, table, stage))
        return table

    # The header

    def _first_header(self) -> _Header | None:
        best, found = 0.0, None
        for place, row in enumerate(self.numbers[:_SEARCHED_ROWS]):
            if best and place > self.numbers.index(found.bottom if found else row) + 2:
                break
            for height in range(1, _TALLEST_HEADER + 1):
                # A banner above or a lesson below is no part of a header, though it adds a row to it.
                if height > 1 and (
                    len(self.own(row)) < 2 or not all(map(self._headish, range(row, row + height)))
                ):
                    break
                header = self._header_at(row, height)
                if header is None:
                    continue
                # A taller header may be equal to its own first row, a repeated one below is no better.
                least = best if found and found.top == row else best + 0.01
                if (score := score_of(header.columns)) >= least:
                    best, found = score, header
        return found

    def _headish(self, row: int) -> bool:
        """Short words, most of which name a column or a group of columns; or one unit below them."""
        texts = [text_of(cell.value).strip() for cell in self.own(row).values()]
        if not texts or any(len(text) > LONGEST_LABEL for text in texts):
            return False
        known = sum(bool(label_of(text).role) or is_grouping(text) or _is_hint(text) for text in texts)
        return known >= 0.6 * len(texts) and (len(texts) > 1 or _is_hint(texts[0]))

    def _holds_values(self, row: int) -> bool:
        """Digits or a colon outside brackets: 00:08:30, 主讲：王芳. No header says such things below another."""
        texts = [re.sub(r"[（(].*?[)）]", "", text_of(cell.value)) for cell in self.own(row).values()]
        return any(re.search(r"\d{2}|.[:：].", text) for text in texts)

    def _header_at(self, row: int, height: int) -> _Header | None:
        """These rows taken as a header, if they name enough columns."""
        rows = range(row, row + height)
        columns: dict[int, Label] = {}
        texts: set[tuple[int, str]] = set()
        shown = {
            column
            for place in rows
            for column in (*self.grid.rows.get(place, ()), *self.covered.get(place, ()))
        }
        over = ""
        for column in sorted(shown)[:100]:
            stack: list[str] = []
            for place in rows:
                value = self.value(place, column)
                text = text_of(value) if isinstance(value, str) else ("?" if value is not None else "")
                if text and (not stack or stack[-1] != text):
                    stack.append(text)
            texts |= {(column, squeezed(text)) for text in stack}
            stack = [text for text in stack if len(text) <= 3 * LONGEST_LABEL]
            if len(stack) == 1 and height > 1 and self.value(rows[0], column) is None and over:
                stack.insert(0, over)  # a heading that was not merged over its columns
            elif stack and self.value(rows[0], column) is not None:
                over = stack[0] if is_grouping(stack[0]) else ""
            hints = [text for text in stack if re.fullmatch(r"[（(].*[)）]", text)]
            named = [text for text in stack if text not in hints]
            if named:
                label = label_of(named[-1] + "".join(hints), named[-2] if len(named) > 1 else "")
                columns[column] = label
        columns = settled(columns)
        content = {label.role for label in columns.values()} & {*CONTENT, "stage"}
        if len(content) < (3 if "title" in content else 4):
            return None
        return _Header(row, row + height - 1, columns, texts)

    def _repeated(self, row: int, header: _Header) -> bool:
        """The header again, or one of its rows: all that stands here stood there."""
        own = self.own(row)
        same = sum((column, squeezed(text_of(cell.value))) in header.texts for column, cell in own.items())
        return len(own) >= 2 and same >= 0.8 * len(own)

    def _sample(self, header: _Header) -> list[dict[int, Value]]:
        rows = [row for row in self.numbers if row > header.bottom][:200]
        return [{column: cell.value for column, cell in self.own(row).items()} for row in rows]

    # The rows

    def _lessons(self, header: _Header, table: Table, stage: str | None) -> Iterator[Lesson]:
        above: dict[int, Value | None] = {}
        ended = False
        skip_to = 0
        for row in self.numbers:
            if row <= header.bottom or row <= skip_to:
                continue
            own = self.own(row)
            if not own or self._repeated(row, header):
                ended = ended and not own
                continue
            again = self._new_header(row)
            if again:
                again.columns = self.refine(again.columns, self._sample(again))
                header, skip_to, ended = again, again.bottom, False
                continue
            named = (
                self.stages_in(" ".join(text_of(cell.value)[:60] for cell in own.values()))
                if len(own) <= 3
                else ()
            )
            kind = kind_of_row(
                own, header.columns, names_stage=bool(named), wide=row in self.wide, ended=ended
            )
            if kind == "divider":
                stage = named[0] if len(named) == 1 else (None if named else stage)
            elif kind in ("note", "banner"):
                table.notes += [text_of(cell.value) for cell in own.values()]
                ended = ended or kind == "note"
            elif kind == "lesson":
                yield self._lesson(row, own, header.columns, above, stage)
                ended = False

    def _new_header(self, row: int) -> _Header | None:
        """A second table below the first; its labels are all short words with a role."""
        for height in (1, 2):
            rows = range(row, row + height)
            if all(map(self._headish, rows)) and not any(map(self._holds_values, rows)):
                header = self._header_at(row, height)
                if header and sum(label.strength >= 2 for label in header.columns.values()) >= 4:
                    return header
        return None

    def _lesson(
        self,
        row: int,
        own: dict[int, Cell],
        columns: dict[int, Label],
        above: dict[int, Value | None],
        stage: str | None,
    ) -> Lesson:
        cells: dict[str, Value | None] = {}
        coauthors: list[Value | None] = []
        unit = ""
        left: Value | None = None
        values: dict[int, Value | None] = {}
        for column in sorted(columns):
            value = self.value(row, column)
            if isinstance(value, str):
                if is_ditto(value):
                    value = above.get(column)
                elif is_ditto_left(value):
                    value = left
            left = values[column] = value
            role = columns[column].role
            if role == "coauthors":
                coauthors.append(value)
            elif role and role != "ignored":
                cells[role] = value
                unit = columns[column].unit if role == "minutes" else unit
        above.clear()
        above.update(values)
        return Lesson(row, cells, coauthors, stage, unit, _struck(own, columns), row in self.grid.hidden_rows)


def _is_hint(text: str) -> bool:
    """A unit or limit in a row of its own below the header: （分钟）."""
    return bool(re.fullmatch(r"[（(].*[)）]", text.strip()))


def _struck(own: dict[int, Cell], columns: dict[int, Label]) -> bool:
    """Cancelled: the title is struck out, or most of what stands in the row is."""
    shown = {column: cell for column, cell in own.items() if columns.get(column, Label("")).role != "number"}
    title = [cell.struck for column, cell in shown.items() if columns.get(column, Label("")).role == "title"]
    return any(title) or sum(cell.struck for cell in shown.values()) * 2 > len(shown)
