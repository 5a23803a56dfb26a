"""Rows of a sheet become lessons: recognised, compared with what was imported last, written where it changed.

Decided here: planning reads only, so that a dry run opens no write transaction; every row has a savepoint of
its own, so that one bad row never stops the others; a cell is written only where the county
changed it since the last import, and never over an editor's own edit, which is kept and reported; a live
item's correction waits as a draft until it is published. Not here: what a cell means (reading and below).
"""

import datetime
import logging
import unicodedata
from collections.abc import Callable, Iterable
from dataclasses import dataclass, field
from typing import Any

from django.core.exceptions import ValidationError
from django.db import DataError, IntegrityError, transaction

from accounts.models import Organisation, normalised_name, school_ensure
from catalog.importing.rows import LessonRow, Problem, SheetFile
from catalog.models import Grade, ImportedRow, ItemAuthor, LessonPage, Theme
from catalog.models.choices import LessonForm
from catalog.places import kind_index
from catalog.publication.records import publish_without_looks

logger = logging.getLogger(__name__)

# Rows a transaction: long enough that the index follows a file and not each row, short enough that other
# writers of an SQLite database wait for a second or two and not for the whole file.
BATCH = 50

CREATED, UPDATED, UNCHANGED, REJECTED = "created", "updated", "unchanged", "rejected"


@dataclass
class Outcome:
    """What becomes of one row. `changes` are the fields to write, `page` the item once there is one."""

    row: LessonRow
    status: str
    changes: dict[str, Any] = field(default_factory=dict)
    imported: ImportedRow | None = None
    page: LessonPage | None = None
    problems: list[Problem] = field(default_factory=list)

    @property
    def values(self) -> dict[str, Any]:
        return row_values(self.row)


def row_values(row: LessonRow) -> dict[str, Any]:
    """What a row says, by field, in the shape that is kept (JSON) and compared."""
    return {
        "title": row.title,
        "authors": row.authors,
        "organisation": normalised_name(row.organisation),
        "grades": sorted(row.grades),
        "theme": row.theme,
        "minutes": row.minutes,
        "summary": row.summary,
        "form": row.form,
    }


def page_values(page: LessonPage) -> dict[str, Any]:
    """The same fields as they stand on a page. Several themes are an editor's; they come as a list."""
    themes = sorted(theme.code for theme in page.themes.all())
    return {
        "title": page.title,
        "authors": [author.name for author in page.authors.all()],
        "organisation": page.source_organisation.name if page.source_organisation else "",
        "grades": sorted(grade.code for grade in page.grades.all()),
        "theme": themes[0] if len(themes) == 1 else (themes or None),
        "minutes": page.minutes,
        "summary": page.summary,
        "form": page.form,
    }


def identity_of(title: str, organisation: str, authors: Iterable[str]) -> str:
    """What an item is recognised by within a county and year: 《》, spaces, width and the order of authors
    do not matter."""
    folded = "".join(unicodedata.normalize("NFKC", title).casefold().split())
    bare = folded.strip("《》<>“”\"'")
    return "|".join([bare, normalised_name(organisation), "、".join(sorted(authors))])[:700]


def _same_lesson(before: dict[str, Any], now: dict[str, Any]) -> bool:
    """Whether a row at the same place is the same lesson, corrected, and not another in its stead."""
    return before["title"] == now["title"] or (bool(now["authors"]) and before["authors"] == now["authors"])


class SheetImport:
    """The import of one read file. `plan()` reads only; `apply()` writes what the plan says."""

    def __init__(self, sheet: SheetFile, *, county: Organisation) -> None:
        self.sheet = sheet
        self.county = county
        self.year = sheet.year or datetime.date.today().year
        self.outcomes: list[Outcome] = []

    def plan(self) -> list[Outcome]:
        """What would become of every row, in the order of the sheet."""
        known = ImportedRow.objects.filter(county=self.county, year=self.year).select_related("page")
        by_identity = {imported.identity: imported for imported in known}
        by_place = {
            (imported.sheet, imported.number): imported
            for imported in known
            if imported.file == self.sheet.file
        }
        by_hand = self._written_by_hand()
        taken = {self._identity(row) for row in self.sheet.rows}
        self.outcomes = []
        for row in self.sheet.rows:
            if row.rejected:
                self.outcomes.append(Outcome(row, REJECTED, problems=list(row.problems)))
                continue
            imported = by_identity.get(self._identity(row))
            if imported is None:
                place = by_place.get((row.sheet, _number(row)))
                if place and place.identity not in taken and _same_lesson(place.values, row_values(row)):
                    imported = place
            page = imported.page if imported else by_hand.get(self._identity(row))
            self.outcomes.append(self._compare(row, imported, page))
        return self.outcomes

    def _compare(self, row: LessonRow, imported: ImportedRow | None, page: LessonPage | None) -> Outcome:
        values = row_values(row)
        if page is None:
            return Outcome(row, CREATED, values, problems=list(row.problems))
        current = page_values(page.get_latest_revision_as_object())
        # An item written by hand: all that stands there is an editor's.
        last = imported.values if imported else {}
        changes, kept = {}, []
        for name, value in values.items():
            if value == current[name] or _says_nothing(value):
                continue
            if (imported and current[name] == last.get(name)) or (
                _says_nothing(current[name]) and not (imported and last.get(name) == value)
            ):
                changes[name] = value
            else:
                kept.append(Problem(_problem_field(name), "ambiguous", _kept_message(name, current[name])))
        status = UPDATED if changes else UNCHANGED
        return Outcome(row, status, changes, imported, page, [*row.problems, *kept])

    def apply(
        self, *, publish: bool = False, tell: Callable[[int, int], None] = lambda done, of: None
    ) -> list[Outcome]:
        """Writes the plan (made here when it was not yet). After every batch `tell` hears how many rows of how
        many are done."""
        todo = [outcome for outcome in self.outcomes or self.plan() if outcome.status != REJECTED]
        for start in range(0, len(todo), BATCH):
            tell(start, len(todo))
            with transaction.atomic():
                for outcome in todo[start : start + BATCH]:
                    self._apply_row(outcome, publish=publish)
        return self.outcomes

    def _apply_row(self, outcome: Outcome, *, publish: bool) -> None:
        try:
            with transaction.atomic():
                self._write(outcome)
                if publish and outcome.page:
                    _publish(outcome.page)
        except IntegrityError:
            # Another import, at the same moment or of a lesson with this very name, was first.
            self._give_up(outcome, "duplicate", "同名同单位同作者的课例刚刚已经导入，本行没有重复导入。")
        except (DataError, ValidationError, ValueError, OverflowError):
            logger.exception("row %s of %s could not be written", outcome.row.row, self.sheet.file)
            self._give_up(
                outcome, "unrecognised", "本行有内容太长或不合规定，没有导入。请核对后重新报送这一行。"
            )

    def _give_up(self, outcome: Outcome, code: str, message: str) -> None:
        outcome.status, outcome.page = REJECTED, None
        outcome.problems.append(Problem("row", code, message))

    def _write(self, outcome: Outcome) -> None:
        if outcome.page is None:
            outcome.page = self._create(outcome)
        elif outcome.changes:
            _revise(outcome.page, outcome.changes, self.county)
        kept = {
            "county": self.county,
            "year": self.year,
            "identity": self._identity(outcome.row),
            "file": self.sheet.file,
            "sheet": outcome.row.sheet,
            "number": _number(outcome.row),
            "values": outcome.values,
            "problems": [vars(problem) for problem in outcome.problems],
        }
        if outcome.imported is None:
            outcome.imported = ImportedRow.objects.create(page=outcome.page, **kept)
        elif any(getattr(outcome.imported, name) != value for name, value in kept.items()):
            ImportedRow.objects.filter(pk=outcome.imported.pk).update(**kept)

    def _create(self, outcome: Outcome) -> LessonPage:
        page = LessonPage(live=False, year=self.year)
        _set_values(page, outcome.changes, self.county)
        self._index().add_child(instance=page)
        page.save_revision(log_action=True)
        return page

    def _index(self) -> Any:
        if not hasattr(self, "_kind_index"):
            self._kind_index = kind_index(self.county, LessonPage.item_kind)
        return self._kind_index

    def _identity(self, row: LessonRow) -> str:
        return identity_of(row.title, row.organisation, row.authors)

    def _written_by_hand(self) -> dict[str, LessonPage]:
        pages = (
            LessonPage.objects.filter(county=self.county, year=self.year, imported_row__isnull=True)
            .select_related("source_organisation")
            .prefetch_related("authors")
        )
        return {
            identity_of(
                page.title,
                page.source_organisation.name if page.source_organisation else "",
                page.author_names,
            ): page
            for page in pages
        }


def _number(row: LessonRow) -> str:
    """序号, or the row itself where the sheet numbers nothing."""
    return row.number[:20] or f"第{row.row}行"


def _says_nothing(value: Any) -> bool:
    return value in (None, "", [])


def _revise(page: LessonPage, changes: dict[str, Any], county: Organisation) -> None:
    """Writes changes into the newest draft. A live item keeps what visitors see until it is published."""
    draft = page.get_latest_revision_as_object()
    _set_values(draft, changes, county)
    if not page.live:
        draft.save()
    draft.save_revision(log_action=True)


def _publish(page: LessonPage) -> None:
    """Publishes the newest draft if there is something to watch or read in it; the log says that a command did."""
    page.refresh_from_db()
    draft = page.get_latest_revision_as_object()
    if draft.has_something_to_show() and (not page.live or page.has_unpublished_changes):
        publish_without_looks(page.get_latest_revision(), reason="导入汇总表的命令（--publish）")


def _set_values(page: LessonPage, values: dict[str, Any], county: Organisation) -> None:
    setters: dict[str, Callable[[Any], None]] = {
        "authors": lambda names: setattr(
            page, "authors", [ItemAuthor(name=name, sort_order=place) for place, name in enumerate(names)]
        ),
        "organisation": lambda name: setattr(
            page, "source_organisation", school_ensure(name=name, county=county) if name else None
        ),
        "grades": lambda codes: page.grades.set(Grade.objects.filter(code__in=codes)),
        "theme": lambda code: page.themes.set(Theme.objects.filter(code=code)),
        "form": lambda form: setattr(page, "form", form or LessonForm.CASE),
    }
    for name, value in values.items():
        setters.get(name, lambda new, name=name: setattr(page, name, new))(value)


def _problem_field(name: str) -> str:
    return name if name in ("title", "authors", "organisation", "grades", "theme", "minutes") else "row"


FIELD_NAMES = {
    "title": "题目",
    "authors": "作者",
    "organisation": "单位",
    "grades": "年级",
    "theme": "主题",
    "minutes": "时长",
    "summary": "简介",
    "form": "形式",
}


def _kept_message(name: str, current: Any) -> str:
    shown = "、".join(map(str, current)) if isinstance(current, list) else str(current or "空")
    return f"{FIELD_NAMES[name]}已由编辑改为“{shown[:60]}”，与表中不同，保留了编辑的内容。请核对哪个对。"
