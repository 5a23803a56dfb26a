"""How many items there are for every theme and stage: the matrix, counted in one query."""

from dataclasses import dataclass

from django.db.models import Count, F
from django.db.models.functions import Coalesce

from catalog.models import CatalogQuerySet, Grade, Theme
from catalog.terms import TermInfo, terms


@dataclass(frozen=True)
class CoverageRow:
    """A root theme, and how many items it has for each stage (by the stage's code)."""

    theme: TermInfo
    counts: dict[str, int]


def stages() -> list[TermInfo]:
    """The columns: the roots of the grades."""
    return [term for term in terms(Grade).values() if not term.parent and term.active]


def coverage(items: CatalogQuerySet) -> list[CoverageRow]:
    """An item counts once in every cell that it belongs to, however many of its grades and themes lie there."""
    theme = Coalesce("theme_items__tag__parent__code", "theme_items__tag__code")
    stage = Coalesce("grade_items__tag__parent__code", "grade_items__tag__code")
    counted = (
        items.order_by()
        .annotate(in_theme=theme, in_stage=stage)
        .values("in_theme", "in_stage")
        .annotate(number=Count("pk", distinct=True))
        .values_list(F("in_theme"), F("in_stage"), F("number"))
    )
    found = {(in_theme, in_stage): number for in_theme, in_stage, number in counted}
    columns = stages()
    return [
        CoverageRow(root, {stage.code: found.get((root.code, stage.code), 0) for stage in columns})
        for root in terms(Theme).values()
        if not root.parent and root.active
    ]
