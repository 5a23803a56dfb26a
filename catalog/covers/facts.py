"""What a cover needs to know of an item, read for any number of items in one query.

Decided here: a cover shows the theme that was put on an item first; a collection those that most of its
items share; merged themes stand for the ones that they became. Not here: how it looks.
"""

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from django.apps import apps
from django.db.models import F, OuterRef

from catalog.models.json_lists import JsonList
from catalog.models.vocabulary import Grade, Theme
from catalog.terms import TermInfo, terms


@dataclass(frozen=True)
class CoverFacts:
    """All that a cover depends on. Codes throughout; themes are roots."""

    kind: str
    title: str = ""
    themes: tuple[str, ...] = ()
    stages: tuple[str, ...] = ()
    step_minutes: tuple[int, ...] = ()
    stops: int = 0
    unit_type: str = ""
    route_themes: tuple[str, ...] = ()


def cover_facts(items: Iterable[Any]) -> dict[int, CoverFacts]:
    """The facts of items by primary key. One query, which touches only these items' rows: as annotations of
    a list they would be worked out for every item of the catalogue before the list is cut."""
    titles = {item.pk: item.title for item in items}
    pages = apps.get_model("catalog", "CatalogPage").objects.order_by()

    def listed(path: str, *order: str, **conditions: Any) -> JsonList:
        own = pages.filter(pk=OuterRef("pk"), **{f"{path}__isnull": False}, **conditions)
        return JsonList(own.order_by(*order).values(value=F(path)))

    in_collection = "collectionpage__entries__item"
    rows = (
        pages.filter(pk__in=titles)
        .annotate(
            theme_ids=listed("theme_items__tag", "theme_items__pk"),
            grade_ids=listed("grade_items__tag", "grade_items__pk"),
            stop_ids=listed("studyroutepage__stops__pk"),
            inner_theme_ids=listed(
                f"{in_collection}__theme_items__tag",
                "collectionpage__entries__sort_order",
                f"{in_collection}__theme_items__pk",
                **{f"{in_collection}__live": True},
            ),
        )
        .values(
            "pk",
            "kind",
            "theme_ids",
            "grade_ids",
            "stop_ids",
            "inner_theme_ids",
            steps=F("lessonplanpage__steps"),
            unit_type=F("resourceunitpage__unit_type"),
            route_themes=F("studyroutepage__route_themes"),
        )
    )
    return {row["pk"]: _facts(row, titles[row["pk"]]) for row in rows}


def _facts(row: dict[str, Any], title: str) -> CoverFacts:
    themes = _theme_roots(row["theme_ids"])
    if row["kind"] == "collection":
        themes = _theme_roots(row["inner_theme_ids"]) or themes
    return CoverFacts(
        kind=row["kind"],
        title=title,
        themes=tuple(themes),
        stages=tuple(_stages(row["grade_ids"])),
        step_minutes=tuple(_step_minutes(row["steps"])),
        stops=len(row["stop_ids"] or []),
        unit_type=row["unit_type"] or "",
        route_themes=tuple(row["route_themes"] or []),
    )


def _theme_roots(ids: list[int] | None) -> list[str]:
    """Root codes, the most frequent first; equals in the order in which they were met."""
    known = terms(Theme)
    by_code = {term.code: term for term in known.values()}

    def root(term: TermInfo) -> str:
        term = by_code.get(term.successor, term)
        return term.parent or term.code

    return [code for code, _ in Counter(root(known[pk]) for pk in ids or [] if pk in known).most_common()]


def _stages(ids: list[int] | None) -> list[str]:
    """Stages of grades, lowest first."""
    known = terms(Grade)
    chosen = sorted((known[pk] for pk in ids or [] if pk in known), key=lambda term: term.sort)
    return list(dict.fromkeys(term.parent or term.code for term in chosen))


def _step_minutes(steps: Any) -> list[int]:
    """The minutes of a plan's steps from their stored form: no block is built for it."""
    raw = getattr(steps, "raw_data", steps) or []
    lengths = [(step.get("value") or {}).get("minutes") for step in raw]
    return [length for length in lengths if isinstance(length, int) and length > 0]
