"""The report of an import, for machines (JSON) and for people (lines of Chinese)."""

from collections import Counter
from typing import Any

from catalog.importing.applying import CREATED, REJECTED, UNCHANGED, UPDATED, Outcome
from catalog.importing.rows import SheetFile

STATUS_NAMES = {CREATED: "新建", UPDATED: "更新", UNCHANGED: "未变", REJECTED: "未导入"}


def file_report(sheet: SheetFile, outcomes: list[Outcome], *, dry_run: bool) -> dict[str, Any]:
    """One file as the report's `files` hold it."""
    return {
        "file": sheet.file,
        "county": sheet.county,
        "problems": [vars(problem) for problem in sheet.problems],
        "rows": [_row(outcome, dry_run=dry_run) for outcome in outcomes],
    }


def whole_report(files: list[dict[str, Any]]) -> dict[str, Any]:
    """The report of a run: its files and the totals by status."""
    counted = Counter(row["status"] for file in files for row in file["rows"])
    return {"files": files, "totals": {status: counted[status] for status in STATUS_NAMES}}


def exit_code(report: dict[str, Any]) -> int:
    """0 all well, 1 some rows rejected, 2 a file refused."""
    if any(file["problems"] for file in report["files"]):
        return 2
    return 1 if report["totals"][REJECTED] else 0


def readable_lines(report: dict[str, Any], *, dry_run: bool) -> list[str]:
    """The report in words: per file the counts, then what a person must look at."""
    lines = []
    for file in report["files"]:
        counted = Counter(row["status"] for row in file["rows"])
        counts = "，".join(
            f"{name}{counted[status]}" for status, name in STATUS_NAMES.items() if counted[status]
        )
        lines.append(f"{file['file']}：{'（试运行）' if dry_run else ''}{counts or '没有导入任何一行'}")
        lines += [f"  {problem['message']}" for problem in file["problems"]]
        lines += [
            f"  {row['sheet']} 第{row['row']}行“{row['title'][:30]}”：{problem['message']}"
            for row in file["rows"]
            for problem in row["problems"]
        ]
    return lines


def _row(outcome: Outcome, *, dry_run: bool) -> dict[str, Any]:
    row = outcome.row
    return {
        "sheet": row.sheet,
        "row": row.row,
        "status": outcome.status,
        "title": row.title,
        "authors": row.authors,
        "organisation": row.organisation,
        "grades": row.grades,
        "theme": row.theme,
        "minutes": row.minutes,
        "url": outcome.page.url if outcome.page and not dry_run else None,
        "problems": [vars(problem) for problem in outcome.problems],
    }
