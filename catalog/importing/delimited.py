"""A .csv, or text with tabs, as one grid whose rows are records.

Decided here: the encoding (by its mark, else UTF-8, else GB18030, UTF-16 without a mark by its zero
bytes) and the separator (the one that gives most records several fields). A field that begins like a
formula is one: a spreadsheet would have evaluated it.
"""

from __future__ import annotations

import csv
import io
import re
from collections.abc import Iterator

from catalog.importing.grids import FORMULA, MAX_ROWS, TOO_LARGE, Budget, Grid, Refused

# Five thousand lessons are about 2.5 MB.
MAX_TEXT_BYTES = 10_000_000
_SEPARATORS = ",\t;|，"
_FORMULA = re.compile(r"=\s*[A-Za-z(+\-\"$\d]")
NO_TABLE = Refused("这个文件不是表格，无法读取。请用 Excel 或 WPS 打开原表，另存为 .xlsx 或 .csv 后再导入。")
_MARKUP = re.compile(r"\s*<(?:!doctype|\?xml|html|table|meta|head)", re.IGNORECASE)


def grid_of_text(data: bytes) -> Grid:
    if len(data) > MAX_TEXT_BYTES:
        raise TOO_LARGE
    text = _decoded(data)
    if _MARKUP.match(text):
        raise Refused("这个文件其实是网页或 XML。请用 Excel 或 WPS 打开它，另存为 .xlsx 后再导入。")
    grid = Grid("", Budget())
    try:
        for number, record in enumerate(_records(text, _separator(text)), 1):
            if number > 10 * MAX_ROWS:
                raise TOO_LARGE
            for column, value in enumerate(record, 1):
                grid.put(number, column, FORMULA if _FORMULA.match(value) else value)
    except csv.Error as error:
        raise NO_TABLE from error
    return grid


def _decoded(data: bytes) -> str:
    if data.startswith((b"\xff\xfe", b"\xfe\xff")):
        encodings = ["utf-16"]
    elif data.startswith(b"\xef\xbb\xbf"):
        encodings = ["utf-8-sig"]
    elif data[1:400:2].count(0) > data[:400:2].count(0) + 4:
        encodings = ["utf-16-le"]
    elif data[:400:2].count(0) > data[1:400:2].count(0) + 4:
        encodings = ["utf-16-be"]
    else:
        encodings = ["utf-8", "gb18030"]
    for encoding in encodings:
        try:
            text = data.decode(encoding)
        except UnicodeDecodeError:
            continue
        if len(re.findall(r"[\x00-\x08\x0e-\x1f]", text[:20_000])) <= 2:
            return text
        break
    raise NO_TABLE


def _records(text: str, separator: str) -> Iterator[list[str]]:
    # Excel writes \r\n between records and \n inside quotes; newline="" leaves both to the reader.
    return csv.reader(io.StringIO(text, newline=""), delimiter=separator)


def _separator(text: str) -> str:
    """Whichever gives the most of the first records the same four or more fields."""

    def score(separator: str) -> int:
        widths: list[int] = []
        for record in _records(text[:100_000], separator):
            widths.append(len(record))
            if len(widths) == 80:
                break
        return max((widths.count(width) * min(width, 12) for width in set(widths) if width >= 3), default=0)

    scores: dict[str, int] = {}
    for separator in _SEPARATORS:
        try:
            scores[separator] = score(separator)
        except csv.Error:
            scores[separator] = 0
    return max(_SEPARATORS, key=lambda separator: scores[separator])
