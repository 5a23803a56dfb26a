"""Writes sheets for tests: plain ones by openpyxl, and raw parts where openpyxl would not write what Excel does."""

import csv
import io
import zipfile
from pathlib import Path

import openpyxl
from openpyxl.styles import Font

HEADER = ["序号", "课例名称", "作者", "单位", "适用年级", "主题", "时长"]
LESSON = [1, "再等五分钟", "张三", "洛龙区示例小学", "三年级", "亲子沟通", "8分30秒"]


def write_xlsx(
    path, rows, *, column=1, row=1, merges=(), sheet="Sheet1", hidden=(), struck=(), formats=None, more=None
):
    """`rows` from `row` and `column` on; `more` maps further sheets' names to their rows."""
    book = openpyxl.Workbook()
    page = book.active
    page.title = sheet
    for down, values in enumerate(rows):
        for across, value in enumerate(values):
            if value is not None:
                cell = page.cell(row + down, column + across, value)
                if row + down in struck:
                    cell.font = Font(strike=True)
    for area in merges:
        page.merge_cells(area)
    for number in hidden:
        page.row_dimensions[number].hidden = True
    for place, code in (formats or {}).items():
        page[place].number_format = code
    for name, values in (more or {}).items():
        other = book.create_sheet(name)
        for line in values:
            other.append(line)
    book.save(path)
    return Path(path)


def write_text(path, rows, *, encoding="utf-8-sig", separator=","):
    stream = io.StringIO()
    csv.writer(stream, delimiter=separator).writerows(
        [["" if v is None else v for v in line] for line in rows]
    )
    Path(path).write_bytes(stream.getvalue().encode(encoding))
    return Path(path)


_MAIN = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
_OFFICE = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
_PACKAGE = "http://schemas.openxmlformats.org/package/2006/relationships"


def write_parts(path, sheet_data, *, strings="", styles="", tail="", extra=None):
    """A workbook of one sheet from raw XML: what stands inside <sheetData>, <sst> and <styleSheet>."""
    parts = {
        "[Content_Types].xml": "<Types xmlns='http://schemas.openxmlformats.org/package/2006/content-types'/>",
        "_rels/.rels": f"<Relationships xmlns='{_PACKAGE}'><Relationship Id='r1' Type='{_OFFICE}/officeDocument'"
        " Target='xl/workbook.xml'/></Relationships>",
        "xl/workbook.xml": f"<workbook xmlns='{_MAIN}' xmlns:r='{_OFFICE}'><sheets>"
        "<sheet name='Sheet1' sheetId='1' r:id='r1'/></sheets></workbook>",
        "xl/_rels/workbook.xml.rels": f"<Relationships xmlns='{_PACKAGE}'>"
        f"<Relationship Id='r1' Type='{_OFFICE}/worksheet' Target='worksheets/sheet1.xml'/>"
        f"<Relationship Id='r2' Type='{_OFFICE}/sharedStrings' Target='sharedStrings.xml'/>"
        f"<Relationship Id='r3' Type='{_OFFICE}/styles' Target='styles.xml'/></Relationships>",
        "xl/worksheets/sheet1.xml": f"<worksheet xmlns='{_MAIN}'><sheetData>{sheet_data}</sheetData>{tail}</worksheet>",
        "xl/sharedStrings.xml": f"<sst xmlns='{_MAIN}'>{strings}</sst>",
        "xl/styles.xml": f"<styleSheet xmlns='{_MAIN}'>{styles}</styleSheet>",
    }
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in {**parts, **(extra or {})}.items():
            archive.writestr(name, content)
    return Path(path)


def inline_row(number, values):
    """A row of text cells for `write_parts`."""
    cells = "".join(f"<c t='inlineStr'><is><t>{value}</t></is></c>" for value in values)
    return f"<row r='{number}'>{cells}</row>"
