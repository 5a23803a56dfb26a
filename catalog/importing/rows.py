"""What the reader hands over: problems, lesson rows, a whole file, and the vocabulary it reads with.

Codes and fields of problems are those of the samples' README; `message` is plain Chinese that tells
a county officer what to do. No phone or ID number ever stands in any of these.
"""

from __future__ import annotations

from dataclasses import dataclass, field


@dataclass(frozen=True)
class Problem:
    field: str
    code: str
    message: str


@dataclass
class LessonRow:
    sheet: str
    row: int
    number: str
    title: str
    authors: list[str]
    organisation: str
    grades: list[str]
    theme: str | None
    minutes: int | None
    summary: str
    form: str
    """CASE, MICRO or LECT from a column of kinds or the title's bracket, else empty."""
    problems: list[Problem] = field(default_factory=list)
    rejected: bool = False
    columns: dict[str, int] = field(default_factory=dict)
    """Which column of the sheet each field was read from."""


@dataclass
class SheetFile:
    file: str
    county: str | None
    year: int | None
    problems: list[Problem] = field(default_factory=list)
    rows: list[LessonRow] = field(default_factory=list)
    own_county: str | None = None  # what the file itself names, whichever it is imported for


@dataclass(frozen=True)
class ThemeWords:
    code: str
    name: str
    aliases: tuple[str, ...] = ()
    former_names: tuple[str, ...] = ()
    parent: str | None = None
    replaced_by: str | None = None


@dataclass(frozen=True)
class GradeWords:
    code: str
    name: str
    stage: str
    aliases: tuple[str, ...] = ()


@dataclass(frozen=True)
class StageWords:
    code: str
    name: str
    aliases: tuple[str, ...] = ()


@dataclass(frozen=True)
class GradeGroupWords:
    code: str
    name: str
    aliases: tuple[str, ...]
    grades: tuple[str, ...]


@dataclass(frozen=True)
class CountyWords:
    code: str
    name: str
    aliases: tuple[str, ...] = ()


@dataclass(frozen=True)
class Vocabulary:
    """All the words the reader knows; grades and stages in the vocabulary's own order."""

    themes: tuple[ThemeWords, ...]
    grades: tuple[GradeWords, ...]
    stages: tuple[StageWords, ...]
    grade_groups: tuple[GradeGroupWords, ...]
    counties: tuple[CountyWords, ...]
    office_themes: dict[str, str]
    form_words: dict[str, str]
