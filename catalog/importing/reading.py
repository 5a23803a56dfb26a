"""One county's file → its lesson rows and problems: the only door to this package.

Decided here: the order in which a row is rejected (struck out, no title, formula, too long, repeated),
and that a rejected row still carries what was read. A cancelled row tells only that; a repeated or
untitled one its other problems too. Nothing raises for bad input: a file that is no sheet is a problem.
"""

from __future__ import annotations

import re
from itertools import pairwise
from pathlib import Path

from catalog.importing.authors import read_authors
from catalog.importing.characters import comparable, squeezed, without_invisible, without_private_numbers
from catalog.importing.columns import ColumnRefiner
from catalog.importing.counties import county_of, year_of
from catalog.importing.grades import GradeReader, StageContext
from catalog.importing.grids import FORMULA, Grid, Refused, Value
from catalog.importing.layout import Lesson, SheetLayout, Table
from catalog.importing.minutes import read_minutes
from catalog.importing.rows import LessonRow, Problem, SheetFile, Vocabulary
from catalog.importing.themes import ThemeReader
from catalog.importing.titles import form_of, read_title
from catalog.importing.workbook import grids_of

_NOT_LESSONS = re.compile(
    r"说明|须知|字典|指南|样表|代码|选项|下拉|数据源|目录|封面|填表要求|填报要求"
    # 示例 alone or with what it is an example of; a sheet may be named for 示例小学.
    r"|^[（(]?(?:填写|填报|填表)?(?:示例|样例|范例)(?:表|页|[（(].*)?[)）]?\d*$"
)
_SCRIPT = re.compile(
    r"<\s*/?\s*(?:script|iframe|object|embed|applet|meta|link|base|form)\b|<[^>]*\bon\w+\s*=|(?:java|vb)script\s*:|data\s*:\s*text/html",
    re.IGNORECASE,
)
NO_HEADER = (
    "没有找到课例表：看不出哪一行是表头。请确认表头里有课例名称、作者、单位、年级、主题、时长，再导入一次。"
)
_STRUCK = Problem(
    "row", "struck_out", "这一行划了删除线，按撤回处理，没有导入。如果仍要报送，请去掉删除线后再导入。"
)
_HIDDEN = Problem("row", "ambiguous", "这一行在表里是隐藏的，已照常导入。请核对是否仍要报送。")
_NO_PLACE = Problem("organisation", "missing", "没有填单位。请补填学校或单位全称。")
_PLACE_FORMULA = Problem("organisation", "formula", "单位是公式，系统不计算公式。请直接填写单位全称。")
_REJECTING = {("title", "missing"), ("title", "formula"), ("title", "too_long")}


def read_sheet_file(
    path: Path, *, vocabulary: Vocabulary, county: str | None = None, year: int | None = None
) -> SheetFile:
    """All lessons of a file; `county` and `year`, where given, win over its name and banner."""
    path = Path(path)
    sheet_file = SheetFile(path.name, county, year)
    try:
        _read(path, sheet_file, vocabulary)
    except Refused as refusal:
        sheet_file.problems.append(Problem("file", "unrecognised", str(refusal)))
        sheet_file.rows = []
    return sheet_file


def _read(path: Path, sheet_file: SheetFile, vocabulary: Vocabulary) -> None:
    grades, themes = GradeReader(vocabulary), ThemeReader(vocabulary)
    refiner = ColumnRefiner(vocabulary, grades, themes)
    tables: list[tuple[Grid, Table]] = []
    instructions: list[str] = []
    for grid in grids_of(path):
        if grid.name and _NOT_LESSONS.search(squeezed(grid.name)):
            instructions += _lines(grid)
            continue
        stages = grades.stages_in(grid.name)
        table = SheetLayout(grid, grades.stages_in, refiner).table(stages[0] if len(stages) == 1 else None)
        if table is None:
            instructions += _lines(grid)
        else:
            tables.append((grid, table))
    banner = [text for _, table in tables for text in table.banner]
    stem = re.sub(r"\.\w{2,5}$", "", path.name)
    sheet_file.year = sheet_file.year or year_of(stem, banner)
    if not tables:
        raise Refused(NO_HEADER)
    sheet_file.own_county, problem = county_of(stem, banner, vocabulary)
    if sheet_file.county is None:
        sheet_file.county = sheet_file.own_county
        if problem:
            sheet_file.problems.append(problem)
            return
    notes = [text for _, table in tables for text in (*table.banner, *table.notes)]
    listed = themes.call_list(instructions) or themes.call_list(notes)
    several = sum(bool(table.lessons) for _, table in tables) > 1
    seen: dict[tuple[str, ...], str] = {}
    for grid, table in tables:
        columns = {label.role: column for column, label in reversed(table.columns.items()) if label.role}
        for lesson in table.lessons:
            row = _row(grid.name, lesson, vocabulary, grades, themes, listed)
            row.columns = columns
            _reject(row, lesson, seen, several)
            sheet_file.rows.append(row)


def _row(
    sheet: str,
    lesson: Lesson,
    vocabulary: Vocabulary,
    grade_reader: GradeReader,
    theme_reader: ThemeReader,
    listed: dict[int, str],
) -> LessonRow:
    cells = lesson.cells
    title, problems = read_title(cells.get("title"), cells.get("subtitle"))
    authors, author_problem = read_authors(cells.get("authors"), *lesson.coauthors)
    organisation, place_problem = _organisation(cells.get("organisation"))
    stage = cells.get("stage")
    context = StageContext(
        column=grade_reader.stages_in(stage) if isinstance(stage, str) else (),
        around=lesson.stage,
        school=_school_stage(organisation),
    )
    grades, grade_problem = grade_reader.read(cells.get("grades"), context)
    theme, theme_problem = theme_reader.read(cells.get("theme"), listed)
    minutes, minute_problem = read_minutes(cells.get("minutes"), unit=lesson.unit)
    problems += [problem for problem in (author_problem, place_problem, grade_problem, theme_problem, minute_problem)
                 if problem]  # fmt: skip
    problems += _unsafe(lesson)
    if lesson.hidden:
        problems.append(_HIDDEN)
    return LessonRow(
        sheet=sheet,
        row=lesson.row,
        number=_text(cells.get("number"))[:40],
        title=title,
        authors=authors,
        organisation=organisation,
        grades=grades,
        theme=theme,
        minutes=minutes,
        summary=_text(cells.get("summary")),
        form=form_of(cells.get("form"), title, vocabulary.form_words),
        problems=problems,
    )


def _reject(row: LessonRow, lesson: Lesson, seen: dict[tuple[str, ...], str], several: bool) -> None:
    """Cancelled and unusable rows are not what a later row repeats."""
    if lesson.struck:
        row.rejected = True
        row.problems = [_STRUCK]
        return
    row.rejected = any((problem.field, problem.code) in _REJECTING for problem in row.problems)
    if row.rejected:
        return
    key = (
        comparable(row.title),
        comparable(row.organisation),
        *sorted(comparable(name) for name in row.authors),
    )
    place = f"“{row.sheet}”第 {row.row} 行" if several else f"第 {row.row} 行"
    if key in seen:
        message = (
            f"与{seen[key]}重复（名称、单位、作者都相同），这一行没有导入。如果不是同一节课，请改正后再导入。"
        )
        row.rejected = True
        row.problems.insert(0, Problem("row", "duplicate", message))
    else:
        seen[key] = place


def _organisation(value: Value | None) -> tuple[str, Problem | None]:
    if value is FORMULA:
        return "", _PLACE_FORMULA
    text = re.sub(r"[（(]\s*(?:盖章|公章)\s*[)）]", "", _text(value, joined=True))
    if not re.search(r"\w", text):
        return "", _NO_PLACE
    return text, None


def _school_stage(organisation: str) -> str | None:
    """The stage that a school's name leaves no doubt about; an 实验学校 may be anything."""
    if re.search(r"初级中学|初中$", organisation):
        return "初中"
    return "高中" if re.search(r"高级中学|高中$", organisation) else None


def _unsafe(lesson: Lesson) -> list[Problem]:
    problems: list[Problem] = []
    fields = {"title": "title", "subtitle": "title", "authors": "authors", "organisation": "organisation",
              "grades": "grades", "theme": "theme", "minutes": "minutes", "summary": "row"}  # fmt: skip
    for role, name in fields.items():
        value = lesson.cells.get(role)
        if isinstance(value, str) and _SCRIPT.search(without_invisible(value)):
            message = "单元格里有网页脚本，已按普通文字保留，不会运行。请核对并删去多余的代码。"
            if not any(problem.field == name for problem in problems):
                problems.append(Problem(name, "unsafe", message))
    return problems


def _text(value: Value | None, *, joined: bool = False) -> str:
    if value is None or value is FORMULA:
        return ""
    text = f"{value:g}" if isinstance(value, float) else str(value)
    text = without_private_numbers(without_invisible(text))
    return "".join(text.split()) if joined else "\n".join(line.strip() for line in text.strip().splitlines())


def _lines(grid: Grid) -> list[str]:
    """A sheet of instructions as texts; a number beside a name (代码 | 主题) reads as one entry."""
    lines: list[str] = []
    for row in sorted(grid.rows)[:500]:
        cells = [grid.rows[row][column].value for column in sorted(grid.rows[row])]
        texts = [
            f"{cell:g}" if isinstance(cell, float) else str(cell) for cell in cells if cell is not FORMULA
        ]
        lines += texts
        for number, name in pairwise(texts):
            if re.fullmatch(r"\d{1,2}", number.strip()) and not name.strip()[:1].isdigit():
                lines.append(f"{number.strip()}.{name.strip()}")
    return lines
