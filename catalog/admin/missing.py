"""What an item still lacks before it is any good to a parent: the rules of the report 待补.

Decided here: grades and themes are asked of what is taught (lessons, plans), not of units and collections; what
counts is what is saved, which for a published item is what visitors see and for a draft the draft.
"""

from django.db.models import BooleanField, Exists, ExpressionWrapper, OuterRef, Q
from django.utils import timezone

from catalog.models import Activity, CatalogPage, CatalogQuerySet
from catalog.models.choices import ItemKind
from catalog.models.vocabulary import GradedItem, ThemedItem

TAUGHT = Q(kind__in=[ItemKind.LESSON, ItemKind.PLAN])

LABELS = {
    "content": "没有视频和正文",
    "grade": "没有年级",
    "theme": "没有主题",
    "activity": "活动日期已过，还没标“已开展”",
}


def _rules() -> dict[str, Q]:
    of_item = {"content_object": OuterRef("pk")}
    overdue = Activity.objects.filter(
        page=OuterRef("pk"), state=Activity.State.PLANNED, date__lt=timezone.localdate()
    )
    return {
        "content": Q(presentable=False),
        "grade": TAUGHT & Q(~Exists(GradedItem.objects.filter(**of_item))),
        "theme": TAUGHT & Q(~Exists(ThemedItem.objects.filter(**of_item))),
        "activity": Q(Exists(overdue)),
    }


def incomplete(items: CatalogQuerySet, lacking: list[str] | None = None) -> CatalogQuerySet:
    """The items that lack something (or one of `lacking`), each knowing what: see `labels`."""
    rules = _rules()
    wanted = Q()
    for name in lacking or rules:
        wanted |= rules[name]
    marks = {
        f"lacks_{name}": ExpressionWrapper(rule, output_field=BooleanField()) for name, rule in rules.items()
    }
    return items.filter(wanted).annotate(**marks)


def labels(item: CatalogPage) -> list[str]:
    """What an item of `incomplete` lacks, in words."""
    return [label for name, label in LABELS.items() if getattr(item, f"lacks_{name}")]
