"""What an item still lacks before it is any good to a parent: the rules of the report 待补.

Decided here: grades and themes are asked of what is taught (lessons, plans), not of units and collections; what
counts is what is saved, which for a published item is what visitors see and for a draft the draft. A link is
broken when it leads to a page or document of ours that visitors cannot open (withdrawn, expired, private),
as Wagtail's reference index has it (it forgets what points at a deleted page, so that is not seen here); addresses elsewhere are asked by a command (check_links), never by a screen.
"""

from django.contrib.contenttypes.models import ContentType
from django.db.models import BooleanField, Exists, ExpressionWrapper, OuterRef, Q, QuerySet, TextField
from django.db.models.functions import Cast
from django.utils import timezone
from wagtail.models import Page, ReferenceIndex

from catalog.admin.filters import PK_TEXT
from catalog.models import Activity, CatalogPage, CatalogQuerySet
from catalog.models.choices import ItemKind
from catalog.models.restrictions import restricted_q
from catalog.models.vocabulary import GradedItem, ThemedItem
from media.models import Document

TAUGHT = Q(kind__in=[ItemKind.LESSON, ItemKind.PLAN])

LABELS = {
    "content": "没有视频和正文",
    "grade": "没有年级",
    "theme": "没有主题",
    "activity": "活动日期已过，还没标“已开展”",
    "link": "链接失效",
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
        "link": Q(Exists(_broken_references())),
    }


def _broken_references() -> QuerySet[ReferenceIndex]:
    """Of an item, to pages and documents that a visitor cannot open. A picture may be missing: a cover is drawn."""
    page, document = ContentType.objects.get_for_models(Page, Document).values()
    pages = Page.objects.filter(live=True, expired=False).exclude(restricted_q())
    empty = CatalogPage.objects.filter(presentable=False).order_by()
    open_pages = pages.exclude(pk__in=empty.values("pk")).order_by().annotate(text=PK_TEXT).values("text")
    documents = Document.objects.order_by().annotate(text=PK_TEXT).values("text")
    return (
        ReferenceIndex.objects.filter(base_content_type=page, object_id=Cast(OuterRef("pk"), TextField()))
        .filter(
            (Q(to_content_type=page) & ~Q(to_object_id__in=open_pages))
            | (Q(to_content_type=document) & ~Q(to_object_id__in=documents))
        )
        .exclude(model_path="alias_of")
    )


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
