"""An import's rows as an editor reads them, before (what would happen) and after (what happened)."""

from collections import Counter
from typing import Any

from django.urls import reverse

from catalog.importing.applying import CREATED, FIELD_NAMES, UPDATED, Outcome
from catalog.importing.report import STATUS_NAMES
from catalog.labels import grade_phrases
from catalog.models import Grade, Theme
from catalog.models.choices import LessonForm
from catalog.models.reading import one_reading
from catalog.terms import terms

WRITING = (CREATED, UPDATED)


def readable_rows(outcomes: list[Outcome]) -> list[dict[str, Any]]:
    """Every row in words, as plain values: they are also kept as JSON."""
    with one_reading():  # the vocabularies are named in every row
        return [_row(outcome) for outcome in outcomes]


def totals(rows: list[dict[str, Any]]) -> list[dict[str, Any]]:
    """How many rows of each status, those that there are."""
    counted = Counter(row["status"] for row in rows)
    return [{"label": label, "number": counted[label]} for label in STATUS_NAMES.values() if counted[label]]


def _row(outcome: Outcome) -> dict[str, Any]:
    row = outcome.row
    changed = outcome.changes if outcome.page and outcome.status == UPDATED else {}
    return {
        "status": STATUS_NAMES[outcome.status],
        "writes": outcome.status in WRITING,
        "place": f"{row.sheet} 第{row.row}行",
        "title": row.title,
        "authors": "、".join(row.authors),
        "organisation": row.organisation,
        "grades": _said("grades", row.grades),
        "theme": _said("theme", row.theme),
        "minutes": row.minutes,
        "changes": [f"{FIELD_NAMES[name]}：{_said(name, value)}" for name, value in changed.items()],
        "problems": [problem.message for problem in outcome.problems],
        "notes": [
            [
                row.sheet,
                row.row,
                row.columns.get(problem.field) or row.columns.get("title", 1),
                problem.message,
            ]
            for problem in outcome.problems
        ],
        "edit": reverse("wagtailadmin_pages:edit", args=[outcome.page.pk]) if outcome.page else "",
    }


def _said(name: str, value: Any) -> str:
    """A value of a field in the vocabulary's words."""
    if name == "grades":
        return "、".join(grade_phrases({pk for pk, term in terms(Grade).items() if term.code in value}))
    if name == "theme":
        return next((term.name for term in terms(Theme).values() if term.code == value), "")
    if name == "form":
        return str(LessonForm(value).label) if value else ""
    return "、".join(value) if isinstance(value, list) else str(value or "")
