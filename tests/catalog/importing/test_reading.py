"""The seven sample sheets, each against a table that was checked by eye, row by row, with the cells."""

import re
from pathlib import Path

import pytest

from catalog.importing.reading import read_sheet_file

SHEETS = Path(__file__).resolve().parents[2] / "data" / "summary_sheets"
SAMPLES = sorted(path for path in SHEETS.iterdir() if path.is_file())
COUNTIES = {
    "嵩县": "410325",
    "洛龙": "410311",
    "伊川": "410329",
    "偃师": "410307",
    "孟津": "410308",
    "涧西": "410305",
}
COLUMNS = [
    "sheet",
    "row",
    "status",
    "title",
    "authors",
    "organisation",
    "grades",
    "theme",
    "minutes",
    "form",
    "problems",
]


def as_lines(sheet_file):
    """One line per row, as in the expected tables."""
    lines = ["\t".join(COLUMNS)]
    for row in sheet_file.rows:
        problems = " ".join(f"{problem.field}/{problem.code}" for problem in row.problems)
        lines.append(
            "\t".join(
                (
                    row.sheet or "-",
                    str(row.row),
                    "rejected" if row.rejected else "read",
                    row.title or "-",
                    "、".join(row.authors) or "-",
                    row.organisation or "-",
                    " ".join(row.grades) or "-",
                    row.theme or "-",
                    str(row.minutes or "-"),
                    row.form or "-",
                    problems or "-",
                )
            )
        )
    return lines


def test_all_seven_samples_and_their_tables_are_here():
    assert len(SAMPLES) == 7
    assert {path.stem for path in (SHEETS / "expected").iterdir()} == {path.stem for path in SAMPLES}


@pytest.mark.parametrize("path", SAMPLES, ids=lambda path: path.name)
def test_a_sample_is_read_as_its_table_says(path, vocabulary):
    expected = (SHEETS / "expected" / f"{path.stem}.tsv").read_text(encoding="utf-8").splitlines()
    assert as_lines(read_sheet_file(path, vocabulary=vocabulary)) == expected


@pytest.mark.parametrize("path", SAMPLES, ids=lambda path: path.name)
def test_county_and_year_come_from_the_name_or_the_banner(path, vocabulary):
    read = read_sheet_file(path, vocabulary=vocabulary)
    expected = next((code for name, code in COUNTIES.items() if name in path.name), "410303")
    assert (read.file, read.county, read.year, read.problems) == (path.name, expected, 2025, [])


def test_the_samples_hold_447_lessons(vocabulary):
    assert sum(len(read_sheet_file(path, vocabulary=vocabulary).rows) for path in SAMPLES) == 447


@pytest.mark.parametrize("path", SAMPLES, ids=lambda path: path.name)
def test_no_phone_or_id_number_is_anywhere_in_what_was_read(path, vocabulary):
    shown = re.sub(r"[\s\-－—]", "", repr(read_sheet_file(path, vocabulary=vocabulary)))
    assert not re.search(r"1\d{10}|\d{15}|[１][０-９]{10}|\dE\+1\d", shown)


@pytest.mark.parametrize("path", SAMPLES, ids=lambda path: path.name)
def test_every_problem_tells_in_chinese_what_to_do(path, vocabulary):
    for row in read_sheet_file(path, vocabulary=vocabulary).rows:
        for problem in row.problems:
            assert re.search(r"请|没有导入|不会运行", problem.message)
            assert not re.search(r"[A-Za-z]{4,}", problem.message.replace("Excel", ""))


def test_a_given_county_and_year_win_over_name_and_banner(vocabulary):
    path = next(path for path in SAMPLES if "洛龙" in path.name)
    read = read_sheet_file(path, vocabulary=vocabulary, county="410323", year=2024)
    assert (read.county, read.year, len(read.rows)) == ("410323", 2024, 78)


def test_a_repeated_row_names_the_row_that_it_repeats(vocabulary):
    path = next(path for path in SAMPLES if "伊川" in path.name)
    rows = {row.row: row for row in read_sheet_file(path, vocabulary=vocabulary).rows}
    assert rows[25].rejected
    assert "第 22 行" in rows[25].problems[0].message
    assert not rows[60].rejected, "the same title from another kindergarten is another lesson"
