"""An .xlsx or .xlsm as grids, read as a stream so that no file can make it large.

Decided here: only sheets, styles and strings are unpacked (no pictures, links, macros); cells with only
a format cost nothing. Runs of struck-out text inside a cell are dropped, a wholly struck cell is kept
and marked. A formula is `FORMULA`; its cached value is not read. Not openpyxl: it holds every formatted
empty cell in memory, stops at styles that WPS writes, and does not know the Chinese date formats.
"""

from __future__ import annotations

from catalog.importing.grids import FORMULA, TOO_LARGE, Budget, Grid, Value
from catalog.importing.number_formats import Kind, dated, kind_of
from catalog.importing.xlsx_package import Attributes, Package, local_name

# One more and the file is the 200,000 rows that nobody writes by hand, even if they are empty.
MAX_ROW_ELEMENTS = 199_999
MAX_STRINGS = 400_000
MAX_SHEETS = 200


def grids_of_xlsx(data: bytes) -> list[Grid]:
    """All worksheets in their order."""
    package = Package(data)
    book = _Workbook()
    package.parse(package.workbook, book.start)
    targets = package.relations(package.workbook)
    strings = _Strings()
    styles = _Styles()
    for kind, target in targets.values():
        if kind == "sharedStrings":
            package.parse(target, strings.start, strings.end, strings.text)
        elif kind == "styles":
            package.parse(target, styles.start, styles.end)
    budget = Budget()
    grids: list[Grid] = []
    for name, state, relation in book.sheets[:MAX_SHEETS]:
        kind, target = targets.get(relation, ("", ""))
        if kind != "worksheet" or state != "visible":
            continue
        grid = Grid(name, budget)
        sheet = _Sheet(grid, strings.found, styles.kinds(), styles.struck(), book.from_1904)
        package.parse(target, sheet.start, sheet.end, sheet.text)
        grids.append(grid)
    return grids


class _Workbook:
    def __init__(self) -> None:
        self.sheets: list[tuple[str, str, str]] = []
        self.from_1904 = False

    def start(self, tag: str, attributes: Attributes) -> None:
        name = local_name(tag)
        if name == "sheet":
            relation = next((value for key, value in attributes.items() if key.endswith("|id")), "")
            self.sheets.append((attributes.get("name", ""), attributes.get("state", "visible"), relation))
        elif name == "workbookPr":
            self.from_1904 = attributes.get("date1904", "0") in ("1", "true")


class _Runs:
    """The text of one string item: plain, or runs of which some are struck out; phonetic hints left out."""

    def __init__(self) -> None:
        self.kept: list[str] = []
        self.crossed: list[str] = []
        self.in_text = self.run_struck = self.in_phonetic = False

    def start(self, name: str, attributes: Attributes) -> None:
        if name == "t":
            self.in_text = not self.in_phonetic
        elif name == "r":
            self.run_struck = False
        elif name == "strike":
            self.run_struck = attributes.get("val", "1") not in ("0", "false")
        elif name == "rPh":
            self.in_phonetic = True

    def end(self, name: str) -> None:
        if name == "t":
            self.in_text = False
        elif name == "rPh":
            self.in_phonetic = False
        elif name == "r":
            self.run_struck = False

    def text(self, data: str) -> None:
        if self.in_text:
            (self.crossed if self.run_struck else self.kept).append(data)

    def result(self) -> tuple[str, bool]:
        kept = "".join(self.kept)
        if kept.strip() or not self.crossed:
            return kept, False
        return "".join(self.crossed), True


class _Strings:
    def __init__(self) -> None:
        self.found: list[tuple[str, bool]] = []
        self.runs = _Runs()

    def start(self, tag: str, attributes: Attributes) -> None:
        name = local_name(tag)
        if name == "si":
            self.runs = _Runs()
        else:
            self.runs.start(name, attributes)

    def end(self, tag: str) -> None:
        name = local_name(tag)
        if name == "si":
            self.found.append(self.runs.result())
            if len(self.found) > MAX_STRINGS:
                raise TOO_LARGE
        else:
            self.runs.end(name)

    def text(self, data: str) -> None:
        self.runs.text(data)


class _Styles:
    """Of every cell format: what its numbers mean, and whether its font is struck out."""

    def __init__(self) -> None:
        self.codes: dict[int, str] = {}
        self.font_struck: list[bool] = []
        self.formats: list[tuple[int, int]] = []
        self.within = ""

    def start(self, tag: str, attributes: Attributes) -> None:
        name = local_name(tag)
        if name in ("fonts", "cellXfs", "cellStyleXfs", "dxfs", "numFmts"):
            self.within = name
        elif name == "numFmt" and self.within == "numFmts":
            self.codes[_whole(attributes.get("numFmtId"))] = attributes.get("formatCode", "")
        elif name == "font" and self.within == "fonts":
            self.font_struck.append(False)
        elif name == "strike" and self.within == "fonts" and self.font_struck:
            self.font_struck[-1] = attributes.get("val", "1") not in ("0", "false")
        elif name == "xf" and self.within == "cellXfs":
            self.formats.append((_whole(attributes.get("numFmtId")), _whole(attributes.get("fontId"))))

    def end(self, tag: str) -> None:
        if local_name(tag) == self.within:
            self.within = ""

    def kinds(self) -> list[Kind]:
        return [kind_of(number, self.codes.get(number)) for number, _ in self.formats]

    def struck(self) -> list[bool]:
        return [font < len(self.font_struck) and self.font_struck[font] for _, font in self.formats]


def _whole(text: str | None) -> int:
    return int(text) if text and text.isascii() and text.isdigit() and len(text) < 10 else 0


class _Sheet:
    """One worksheet's cells, hidden rows and merges, in the order of the stream."""

    def __init__(
        self,
        grid: Grid,
        strings: list[tuple[str, bool]],
        kinds: list[Kind],
        struck: list[bool],
        from_1904: bool,
    ) -> None:
        self.grid, self.strings, self.kinds, self.struck = grid, strings, kinds, struck
        self.from_1904 = from_1904
        self.row = self.column = self.style = self.row_elements = 0
        self.type = ""
        self.formula = self.in_value = False
        self.value: list[str] = []
        self.runs = _Runs()

    def start(self, tag: str, attributes: Attributes) -> None:
        name = local_name(tag)
        if name == "c":
            self.column = _column(attributes.get("r", "")) or self.column + 1
            self.type = attributes.get("t", "n")
            self.style = _whole(attributes.get("s"))
            self.formula = False
            self.value = []
            self.runs = _Runs()
        elif name == "row":
            self.row = _whole(attributes.get("r")) or self.row + 1
            self.column = 0
            self.row_elements += 1
            if self.row_elements > MAX_ROW_ELEMENTS:
                raise TOO_LARGE
            flat = attributes.get("ht") in ("0", "0.0") and attributes.get("customHeight") in ("1", "true")
            if flat or attributes.get("hidden") in ("1", "true"):
                self.grid.hidden_rows.add(self.row)
        elif name == "v":
            self.in_value = True
        elif name == "f":
            self.formula = True
        elif name == "mergeCell":
            first, _, last = attributes.get("ref", "").partition(":")
            area = (_row(first), _column(first), _row(last or first), _column(last or first))
            if all(area) and len(self.grid.merged) < 50_000:
                self.grid.merged.append(area)
        elif self.type == "inlineStr":
            self.runs.start(name, attributes)

    def end(self, tag: str) -> None:
        name = local_name(tag)
        if name == "c":
            value, run_struck = self._read()
            struck = run_struck or (self.style < len(self.struck) and self.struck[self.style])
            self.grid.put(self.row, self.column, value, struck)
            self.type = ""
        elif name == "v":
            self.in_value = False
        elif self.type == "inlineStr":
            self.runs.end(name)

    def text(self, data: str) -> None:
        if self.in_value:
            self.value.append(data)
        elif self.type == "inlineStr":
            self.runs.text(data)

    def _read(self) -> tuple[Value | None, bool]:
        if self.formula:
            return FORMULA, False
        if self.type == "inlineStr":
            return self.runs.result()
        raw = "".join(self.value)
        if self.type == "s":
            place = _whole(raw.strip())
            return self.strings[place] if raw and place < len(self.strings) else (None, False)
        if self.type in ("str", "d"):
            return raw, False
        if self.type == "b":
            return raw.strip() == "1", False
        if self.type == "e" or not raw.strip():
            return None, False
        try:
            number = float(raw)
        except ValueError:
            return raw, False
        kind: Kind = self.kinds[self.style] if self.style < len(self.kinds) else "number"
        return dated(number, kind, from_1904=self.from_1904), False


def _column(reference: str) -> int:
    column = 0
    for character in reference.replace("$", "")[:4]:
        if not ("A" <= character <= "Z"):
            break
        column = column * 26 + ord(character) - 64
    return column


def _row(reference: str) -> int:
    return _whole(reference.replace("$", "").lstrip("ABCDEFGHIJKLMNOPQRSTUVWXYZ"))
