"""What a cover needs to know of an item, read for any number of items in one query.

Decided here: the renditions of uploaded pictures come with it, so that a page with pictures asks no more than one
without; a cover shows the theme that was put on an item first; a collection those that most of its
items share; merged themes stand for the ones that they became. Not here: how it looks.
"""

import json
from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from django.apps import apps
from django.db.models import F, OuterRef
from django.db.models.functions import JSONObject
from wagtail.images import get_image_model

from catalog.models.json_lists import JsonList
from catalog.models.vocabulary import Grade, Theme
from catalog.terms import TermInfo, terms

RENDITION = ("id", "filter_spec", "file", "width", "height", "focal_point_key")


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


def bring_covers(items: Iterable[Any], *specs: str) -> None:
    """Gives each item its `cover_facts`, and its uploaded picture the renditions of these filter specs. One query,
    which touches only these items' rows: as annotations of a list they would be worked out for every item of the
    catalogue before the list is cut."""
    items = list(items)
    rows = {row["pk"]: row for row in _rows([item.pk for item in items], specs)}
    for item in items:
        row = rows.get(item.pk)
        # Without a row: not saved yet, or removed meanwhile.
        facts = _facts(row, item.title) if row else CoverFacts(item.kind or item.item_kind, item.title)
        item.cover_facts = facts
        # A draft may have another picture than the page.
        if row and item.cover_id and item.cover_id == row["cover_id"]:
            item.cover.prefetched_renditions = _renditions(row["renditions"], item.cover)


def _rows(ids: list[int], specs: tuple[str, ...]) -> Any:
    pages = apps.get_model("catalog", "CatalogPage").objects.order_by()
    renditions = get_image_model().get_rendition_model().objects
    pictures = renditions.filter(image=OuterRef("cover"), filter_spec__in=specs)

    def listed(path: str, *order: str, **conditions: Any) -> JsonList:
        own = pages.filter(pk=OuterRef("pk"), **{f"{path}__isnull": False}, **conditions)
        return JsonList(own.order_by(*order).values(value=F(path)))

    in_collection = "collectionpage__entries__item"
    return (
        pages.filter(pk__in=ids)
        .annotate(
            renditions=JsonList(pictures.values(value=JSONObject(**{name: name for name in RENDITION}))),
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
            "cover_id",
            "renditions",
            steps=F("lessonplanpage__steps"),
            unit_type=F("resourceunitpage__unit_type"),
            route_themes=F("studyroutepage__route_themes"),
        )
    )


def _renditions(told: list[Any] | None, picture: Any) -> list[Any]:
    """Rows of the rendition's model as they would have been read. SQLite hands objects in lists over as text."""
    model = get_image_model().get_rendition_model()
    rows = [json.loads(row) if isinstance(row, str) else row for row in told or []]
    return [model(**row, image=picture) for row in rows]


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
