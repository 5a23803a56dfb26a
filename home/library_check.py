"""Says what the catalogue still lacks: by theme, subtheme, stage, county and kind.

Decided here: only public items count; a theme's lessons are those of all its subthemes, each once; a merged
theme's items count for the theme that it became; 中职 and 特教 ask for fewer lessons than the stages that every
child passes. Not here: what is asked of a whole city (the defaults are the demonstration's; the command takes
others), and whether an item is good (reviewers).
"""

from collections import Counter, defaultdict
from collections.abc import Iterator
from dataclasses import dataclass

from taggit.models import ItemBase

from accounts.models import Organisation
from catalog.models import CatalogPage, Grade, LessonPage, ResourceUnitPage, Theme
from catalog.models.choices import ItemKind, LessonForm, course_types
from catalog.models.vocabulary import GradedItem, ThemedItem
from catalog.terms import TermInfo, terms

OPTIONAL_STAGES = ("VS", "SP")
# How many titles a line about incomplete items names.
NAMED = 3


@dataclass(frozen=True)
class Wanted:
    """How much is asked for; each field is an argument of the command, its default the demonstration's."""

    lessons: int = 160
    plans: int = 40
    routes: int = 16
    units: int = 30
    collections: int = 10
    videos: int = 12
    lessons_per_theme: int = 8
    lessons_per_subtheme: int = 1
    lessons_per_stage: int = 25
    lessons_per_optional_stage: int = 10
    lessons_per_county: int = 4
    units_per_county: int = 1
    lessons_per_form: int = 1
    lessons_per_course_type: int = 1


@dataclass(frozen=True)
class Gap:
    """One thing that is missing, or that some items lack."""

    where: str
    has: int
    needs: int
    counted: str = "课"

    def __str__(self) -> str:
        return f"{self.where}：有{self.has}{self.counted}，还差{self.needs - self.has}{self.counted}。"


@dataclass(frozen=True)
class Incomplete:
    """Public items without something that a list or a search needs."""

    lacks: str
    titles: tuple[str, ...]

    def __str__(self) -> str:
        named = "、".join(f"《{title}》" for title in self.titles[:NAMED])
        more = "等" if len(self.titles) > NAMED else ""
        return f"没有{self.lacks}：{len(self.titles)}项（{named}{more}）。"


@dataclass(frozen=True)
class Library:
    """What is there and what is missing, in the order in which an editor would look."""

    counts: dict[str, int]
    missing: list[Gap | Incomplete]


def library_check(wanted: Wanted) -> Library:
    """Counts the public items once and compares."""
    shelf = _Shelf()
    return Library(
        counts={str(kind.label): shelf.kinds[kind] for kind in ItemKind},
        missing=[*_gaps(shelf, wanted), *_incomplete(shelf)],
    )


class _Shelf:
    """The public items with their themes, grades and counties, in a fixed number of queries."""

    def __init__(self) -> None:
        rows = CatalogPage.objects.public_items().values_list("pk", "kind", "county_id", "title", "summary")
        self.items = {pk: (kind, county, title, summary) for pk, kind, county, title, summary in rows}
        self.kinds = Counter(kind for kind, *_ in self.items.values())
        self.lessons = {pk for pk, row in self.items.items() if row[0] == ItemKind.LESSON}
        self.units = {pk for pk, row in self.items.items() if row[0] == ItemKind.UNIT}
        self.themes = self._tags(ThemedItem, terms(Theme))
        self.grades = self._tags(GradedItem, terms(Grade))

    def _tags(self, through: type[ItemBase], known: dict[int, TermInfo]) -> dict[int, set[str]]:
        tags: dict[int, set[str]] = defaultdict(set)
        for pk, term in through.objects.values_list("content_object_id", "tag_id"):
            if pk in self.items and term in known:
                tags[pk].add(known[term].successor or known[term].code)
        return tags

    def lessons_with(self, tags: dict[int, set[str]], codes: set[str]) -> int:
        return sum(1 for pk in self.lessons if tags.get(pk, set()) & codes)


def _gaps(shelf: _Shelf, wanted: Wanted) -> Iterator[Gap]:
    for found, where, has, needs, counted in (
        *_by_kind(shelf, wanted),
        *_by_term(shelf, wanted),
        *_by_county(shelf, wanted),
        *_by_form(wanted),
    ):
        if has < needs:
            yield Gap(f"{found}{where}", has, needs, counted)


Row = tuple[str, str, int, int, str]


def _by_kind(shelf: _Shelf, wanted: Wanted) -> Iterator[Row]:
    needs = {
        ItemKind.LESSON: wanted.lessons,
        ItemKind.PLAN: wanted.plans,
        ItemKind.ROUTE: wanted.routes,
        ItemKind.UNIT: wanted.units,
        ItemKind.COLLECTION: wanted.collections,
    }
    for kind, number in needs.items():
        yield "种类 ", str(kind.label), shelf.kinds[kind], number, "项"
    with_video = LessonPage.objects.public_items().filter(video__isnull=False).count()
    yield "带视频的课", "", with_video, wanted.videos, "课"


def _by_term(shelf: _Shelf, wanted: Wanted) -> Iterator[Row]:
    themes = [term for term in terms(Theme).values() if term.active and not term.successor]
    below: dict[str, set[str]] = defaultdict(set)
    for term in terms(Theme).values():
        below[term.parent or term.code].add(term.code)
    for term in themes:
        if not term.parent:
            has = shelf.lessons_with(shelf.themes, below[term.code] | {term.code})
            yield "主题 ", f"{term.code} {term.name}", has, wanted.lessons_per_theme, "课"
    for term in themes:
        if term.parent:
            has = shelf.lessons_with(shelf.themes, {term.code})
            yield "子主题 ", f"{term.code} {term.name}", has, wanted.lessons_per_subtheme, "课"
    grades: dict[str, set[str]] = defaultdict(set)
    for term in terms(Grade).values():
        if term.parent and term.active:
            grades[term.parent].add(term.code)
    for stage in terms(Grade).values():
        # A stage without grades (全学段) is a word for several, nothing to fill.
        if stage.code in grades:
            optional = stage.code in OPTIONAL_STAGES
            needs = wanted.lessons_per_optional_stage if optional else wanted.lessons_per_stage
            yield "学段 ", stage.name, shelf.lessons_with(shelf.grades, grades[stage.code]), needs, "课"


def _by_county(shelf: _Shelf, wanted: Wanted) -> Iterator[Row]:
    lessons = Counter(shelf.items[pk][1] for pk in shelf.lessons)
    units = Counter(shelf.items[pk][1] for pk in shelf.units)
    for county in Organisation.objects.counties():
        yield "县区 ", county.name, lessons[county.pk], wanted.lessons_per_county, "课"
        kind = str(ResourceUnitPage.item_kind.label)
        yield "县区 ", f"{county.name} {kind}", units[county.pk], wanted.units_per_county, "项"


def _by_form(wanted: Wanted) -> Iterator[Row]:
    rows = LessonPage.objects.public_items().values_list("form", "course_type")
    forms, types = Counter(form for form, _ in rows), Counter(course for _, course in rows)
    for form in LessonForm:
        yield "形式 ", str(form.label), forms[form], wanted.lessons_per_form, "课"
    for code, label in course_types():
        yield "课程类型 ", label, types[code], wanted.lessons_per_course_type, "课"


def _incomplete(shelf: _Shelf) -> Iterator[Incomplete]:
    without = {
        "简介": [title for _, _, title, summary in shelf.items.values() if not summary],
        "主题": [row[2] for pk, row in shelf.items.items() if not shelf.themes.get(pk)],
        "年级": [row[2] for pk, row in shelf.items.items() if not shelf.grades.get(pk)],
    }
    for lacks, titles in without.items():
        if titles:
            yield Incomplete(lacks, tuple(titles))
