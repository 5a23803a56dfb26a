"""An .xls (BIFF) as grids.

xlrd gives a formula's cached result without saying so; the records themselves tell, so one pass over
the stream finds the formula cells, and counts the cells before xlrd unfolds them in memory. Decided
here: formula cells are `FORMULA`; a workbook with a password, or with macro sheets only, is refused.
Struck-out runs inside a cell are not looked for here.
"""

from __future__ import annotations

import struct
from io import StringIO

import xlrd
from xlrd.compdoc import CompDoc

from catalog.importing.grids import FORMULA, MAX_CELLS, MAX_COLUMNS, TOO_LARGE, Budget, Grid, Refused, Value
from catalog.importing.number_formats import dated, kind_of

_BOF, _EOF, _SHEET, _PASSWORD, _FORMULA = 0x0809, 0x000A, 0x0085, 0x002F, 0x0006
_SINGLE = {0x0203, 0x0204, 0x00FD, 0x027E, 0x0205, 0x0201, 0x00D6, 0x0003, 0x0004, _FORMULA}
_MULTIPLE = {0x00BD, 0x00BE}
# Cells with only a format count less than filled ones, but xlrd keeps them too.
_MAX_RECORDS = 2 * MAX_CELLS
_WORKBOOK_STREAMS = ("Workbook", "Book")

DAMAGED = Refused("工作簿已损坏或不是 .xls 表格，无法读取。请用 Excel 或 WPS 打开，另存为 .xlsx 后再导入。")
LOCKED = Refused("工作簿有打开密码。请取消密码保护，另存为 .xlsx 后再导入。")


def grids_of_xls(data: bytes) -> list[Grid]:
    """All worksheets that are not hidden."""
    formulas = _formula_cells(_stream(data))
    try:
        with xlrd.open_workbook(
            file_contents=data, formatting_info=True, on_demand=True, ragged_rows=True, logfile=StringIO()
        ) as book:
            budget = Budget()
            visible = [place for place in range(book.nsheets) if not book._sheet_visibility[place]]
            return [_grid(book, place, formulas[place] if place < len(formulas) else set(), budget)
                    for place in visible]  # fmt: skip
    except Refused:
        raise
    except xlrd.XLRDError as error:
        raise (LOCKED if "encrypt" in str(error).lower() else DAMAGED) from error
    except Exception as error:  # xlrd raises whatever a torn file makes it stumble over
        raise DAMAGED from error


def _stream(data: bytes) -> bytes:
    try:
        document = CompDoc(data, logfile=StringIO())
        for name in _WORKBOOK_STREAMS:
            stream = document.get_named_stream(name)
            if stream:
                return bytes(stream)
        if document.get_named_stream("EncryptedPackage"):
            raise LOCKED
    except Refused:
        raise
    except Exception as error:  # CompDoc asserts and indexes into what a torn file claims
        raise DAMAGED from error
    raise Refused("这个文件不是 Excel 工作簿（可能是 Word 等旧格式文件）。请把汇总表另存为 .xlsx 后再导入。")


def _formula_cells(stream: bytes) -> list[set[tuple[int, int]]]:
    """Of every sheet in the workbook's order, the places (from 1) of its formulas."""
    starts: list[int] = []
    position = 0
    while position + 4 <= len(stream):
        code, length = struct.unpack_from("<HH", stream, position)
        if code == _PASSWORD:
            raise LOCKED
        if code == _SHEET and length >= 6:
            start, _, kind = struct.unpack_from("<IBB", stream, position + 4)
            if kind & 0x0F == 0:
                starts.append(start)
        if code == _EOF:
            break
        position += 4 + length
    if not starts:
        raise Refused("工作簿里没有工作表。请把汇总表另存为 .xlsx 后再导入。")
    records = 0
    found: list[set[tuple[int, int]]] = []
    for start in starts:
        cells, count = _sheet_formulas(stream, start, _MAX_RECORDS - records)
        records += count
        found.append(cells)
    return found


def _sheet_formulas(stream: bytes, position: int, allowed: int) -> tuple[set[tuple[int, int]], int]:
    cells: set[tuple[int, int]] = set()
    depth = count = 0
    while position + 4 <= len(stream):
        code, length = struct.unpack_from("<HH", stream, position)
        if code == _BOF:
            depth += 1  # charts sit inside sheets with their own beginning and end
        elif code == _EOF:
            depth -= 1
            if depth <= 0:
                break
        elif code in _SINGLE:
            count += 1
            if code == _FORMULA and depth == 1 and length >= 4:
                row, column = struct.unpack_from("<HH", stream, position + 4)
                cells.add((row + 1, column + 1))
        elif code in _MULTIPLE:
            count += max(0, (length - 6) // 2)
        if count > allowed:
            raise TOO_LARGE
        position += 4 + length
    return cells, count


def _grid(book: xlrd.Book, place: int, formulas: set[tuple[int, int]], budget: Budget) -> Grid:
    sheet = book.sheet_by_index(place)
    grid = Grid(sheet.name, budget)
    grid.hidden_rows = {
        row + 1 for row, shape in sheet.rowinfo_map.items() if shape.hidden or shape.height == 0
    }
    grid.merged = [(top + 1, left + 1, bottom, right) for top, bottom, left, right in sheet.merged_cells]
    for row in range(sheet.nrows):
        for column in range(min(sheet.row_len(row), MAX_COLUMNS)):
            cell = sheet.cell(row, column)
            if cell.ctype in (xlrd.XL_CELL_EMPTY, xlrd.XL_CELL_BLANK):
                continue
            struck = bool(book.font_list[book.xf_list[cell.xf_index].font_index].struck_out)
            value = FORMULA if (row + 1, column + 1) in formulas else _value(book, cell)
            grid.put(row + 1, column + 1, value, struck)
    book.unload_sheet(place)
    return grid


def _value(book: xlrd.Book, cell: xlrd.sheet.Cell) -> Value | None:
    if cell.ctype == xlrd.XL_CELL_TEXT:
        return str(cell.value)
    if cell.ctype == xlrd.XL_CELL_BOOLEAN:
        return bool(cell.value)
    if cell.ctype == xlrd.XL_CELL_ERROR:
        return None
    number = book.xf_list[cell.xf_index].format_key
    shape = book.format_map.get(number)
    code = shape.format_str if shape and number >= 164 else None
    return dated(float(cell.value), kind_of(number, code), from_1904=bool(book.datemode))
