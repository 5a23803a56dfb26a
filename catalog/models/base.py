"""What all kinds of items share.

Decided here: `CatalogPage` is concrete, so that lists over all kinds are one query; the county is derived
from the place in the tree. Not here: what one kind alone has (lessons.py, plans.py, …), what is public and how items
are read (querysets.py), how they say themselves (sayings.py), and how they are found (the search room, which listens
to catalog.signals).
"""

import secrets
from typing import Any, ClassVar

from django.db import models
from django.db.models.functions import Coalesce
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone
from modelcluster.contrib.taggit import ClusterTaggableManager
from wagtail.admin.panels import FieldPanel, InlinePanel, MultiFieldPanel
from wagtail.models import Page
from wagtail.search import index
from wagtail.url_routing import RouteResult

from accounts.models import Organisation
from catalog.forms import ItemCopyForm, ItemForm
from catalog.models.choices import (
    AiPart,
    Audience,
    ChoiceListField,
    ItemKind,
    Licence,
    PortraitConsent,
    RecommendedLevel,
)
from catalog.models.item_parts import ItemLink
from catalog.models.querysets import SAMPLE, CatalogManager
from catalog.models.restrictions import PrivacyAskedOnce
from catalog.models.reviewed import ReviewedPage
from catalog.models.sayings import SaysItself
from catalog.models.tree import CountyIndexPage
from catalog.models.vocabulary import GradedItem, KeywordedItem, TermManager, Theme, ThemedItem
from catalog.terms import rows_of_today

# Without 0/O, 1/I/L and U: read aloud, copied from a poster, and no words by accident.
SHORT_ID_ALPHABET = "23456789abcdefghjkmnpqrstvwxyz"
SHORT_ID_LENGTH = 8


def withdrawn_page(request: HttpRequest) -> HttpResponse:
    """What a withdrawn item says instead of itself: nothing of what it was."""
    return render(request, "catalog/withdrawn.html", status=410)


def new_short_id() -> str:
    """A permanent short id. 30^8 ≈ 6.6e11 of them: two among 100,000 items meet with p < 0.01."""
    return "".join(secrets.choice(SHORT_ID_ALPHABET) for _ in range(SHORT_ID_LENGTH))


def county_id_at(path: str) -> int | None:
    """The organisation of the county index that lies above (or at) a path of the page tree."""
    steps = [path[:end] for end in range(Page.steplen, len(path) + 1, Page.steplen)]
    return CountyIndexPage.objects.filter(path__in=steps).values_list("organisation_id", flat=True).first()


class CatalogPage(SaysItself, ReviewedPage, PrivacyAskedOnce, Page):
    """An item of the catalogue, of whatever kind. Never created itself: see its subclasses."""

    # Which of the five kinds a subclass is; also stored, so that lists filter without a join.
    item_kind: ClassVar[ItemKind]

    short_id = models.CharField("短编号", max_length=12, unique=True, editable=False, default=new_short_id)
    kind = models.CharField("种类", max_length=12, choices=ItemKind.choices, editable=False, db_index=True)
    county = models.ForeignKey(
        Organisation,
        verbose_name="县区",
        on_delete=models.PROTECT,
        null=True,
        editable=False,
        related_name="items_in_county",
    )
    presentable = models.BooleanField("有内容可看", default=True, editable=False)

    summary = models.TextField(
        "内容简介", blank=True, max_length=2000, help_text="一两句话，说清家长能得到什么。"
    )
    cover = models.ForeignKey(
        "media.Image",
        verbose_name="封面图片",
        on_delete=models.SET_NULL,
        null=True,
        blank=True,
        related_name="+",
        help_text="不选时用自动生成的封面。",
    )
    grades = TermManager("年级", through=GradedItem, blank=True, related_name="items", help_text="")
    themes = TermManager("主题", through=ThemedItem, blank=True, related_name="items", help_text="")
    keywords = ClusterTaggableManager(
        "关键词", through=KeywordedItem, blank=True, related_name="items", help_text="逗号分隔，自由填写。"
    )
    audience = ChoiceListField("适用对象", vocabulary=Audience)
    minutes = models.PositiveSmallIntegerField("时长（分钟）", null=True, blank=True)
    language = models.CharField("语言", max_length=12, default="zh", blank=True)

    source_organisation = models.ForeignKey(
        Organisation,
        verbose_name="来源单位",
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="items_from_here",
    )
    year = models.PositiveSmallIntegerField("年度", null=True, blank=True, db_index=True)
    recommended_level = models.CharField(
        "推介级别", max_length=8, choices=RecommendedLevel.choices, blank=True
    )
    licence = models.CharField(
        "使用许可", max_length=12, choices=Licence.choices, default=Licence.SHARE, blank=True
    )
    portrait_consent = models.CharField("肖像授权", max_length=8, choices=PortraitConsent.choices, blank=True)
    ai_parts = ChoiceListField(
        "人工智能生成的部分", vocabulary=AiPart, help_text="由作者申报，会在页面上标明。"
    )

    objects = CatalogManager()

    is_sample: bool  # set by for_cards() and get_context()

    # A copy is another item, with an id of its own.
    exclude_fields_in_copy = ["short_id"]
    is_creatable = False
    base_form_class = ItemForm
    copy_form_class = ItemCopyForm
    parent_page_types: ClassVar[list[str]] = ["catalog.KindIndexPage"]
    subpage_types: ClassVar[list[str]] = []

    search_fields = [*Page.search_fields, index.SearchField("summary"), index.FilterField("kind")]

    shared_panels = [
        MultiFieldPanel(
            [FieldPanel("grades"), FieldPanel("themes"), FieldPanel("keywords"), FieldPanel("audience")],
            heading="给谁看，讲什么",
        ),
        MultiFieldPanel(
            [
                FieldPanel("source_organisation"),
                InlinePanel("authors", label="作者", heading="作者（按顺序）"),
                FieldPanel("year"),
                FieldPanel("recommended_level"),
            ],
            heading="来源",
        ),
        InlinePanel("links_from_here", label="相关资源", heading="相关资源（对方页面上也会出现）"),
        MultiFieldPanel(
            [FieldPanel("licence"), FieldPanel("portrait_consent"), FieldPanel("ai_parts")],
            heading="权利与声明",
        ),
    ]
    promote_panels = [FieldPanel("seo_title"), FieldPanel("search_description")]

    class Meta:
        verbose_name = "资源"
        verbose_name_plural = "资源"
        indexes = [
            models.Index(fields=["county", "kind"], name="catalog_county_kind"),
            models.Index(fields=["county", "year"], name="catalog_county_year"),
        ]

    @classmethod
    def can_exist_under(cls, parent: Page) -> bool:
        """Each kind in its own index: Wagtail knows the index's class only, which is the same for all kinds."""
        return super().can_exist_under(parent) and getattr(parent.specific, "kind", None) == cls.item_kind

    def save(self, *args: Any, **kwargs: Any) -> None:
        self.kind = self.item_kind
        self.county_id = county_id_at(self.path)
        self.presentable = self.has_something_to_show()
        super().save(*args, **kwargs)

    def _set_core_field_defaults(self) -> None:
        # Readings of Chinese titles are guessed wrong too often to stand in an address.
        if not self.slug:
            self.slug: str = self.short_id
        super()._set_core_field_defaults()

    def with_content_json(self, content: dict[str, Any]) -> "CatalogPage":
        """A revision never changes what identifies an item or follows from its place, and an old one never
        brings back a theme that was merged since."""
        kept = {"short_id": self.short_id, "kind": self.kind, "county": self.county_id}
        themes = rows_of_today(Theme, content.get("theme_items", []))
        return super().with_content_json({**content, **kept, "theme_items": themes})

    def has_something_to_show(self) -> bool:
        """Whether there is something to watch or read; an item without it is never public."""
        return True

    def serve(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        # As public_items: a date that has passed counts at once, not when the worker gets round to it.
        if not getattr(request, "is_preview", False):
            if not self.live:  # see route()
                return withdrawn_page(request)
            if not self.presentable or (self.expire_at is not None and self.expire_at <= timezone.now()):
                raise Http404
        return super().serve(request, *args, **kwargs)

    def route(self, request: HttpRequest, path_components: list[str]) -> Any:
        """A withdrawn item still answers, that it was withdrawn (after the tree's restrictions were asked)."""
        if not path_components and not self.live and self.first_published_at and hasattr(self, "withdrawal"):
            return RouteResult(self)
        return super().route(request, path_components)

    def get_context(self, request: HttpRequest, *args: Any, **kwargs: Any) -> dict[str, Any]:
        context = super().get_context(request, *args, **kwargs)
        if not hasattr(self, "is_sample"):
            keywords = self.keyword_items.select_related("tag")
            self.is_sample = any(link.tag.name == SAMPLE for link in keywords)
        # `beside`: items that the page shows in lists of their own, so that nothing offers them again.
        return {**context, "related": self.related_items(), "beside": [], "item": self}

    def related_items(self) -> list["CatalogPage"]:
        """The public items that this one links to or that link to it, in the editor's order."""
        return [item for item in self._neighbours() if item.link_order is not None]

    def _neighbours(self, *beside: models.QuerySet, **marks: Any) -> list[Any]:
        """Linked items in the editor's order, then those of `beside` (querysets of one column of primary
        keys), with `marks` as annotations: however many lists a page shows, their cards are fetched at once."""
        links = ItemLink.objects.order_by()
        from_here = links.filter(source=self.pk)
        to_here = links.filter(target=self.pk)
        ids = from_here.values("target_id").union(to_here.values("source_id"), *beside)
        place = Coalesce("sort_order", 0)  # a link that no editor ordered has none
        order = Coalesce(
            models.Subquery(from_here.filter(target=models.OuterRef("pk")).values(place=place)[:1]),
            models.Subquery(to_here.filter(source=models.OuterRef("pk")).values(place=place)[:1]),
        )
        found = (
            CatalogPage.objects.public_items()
            .filter(pk__in=ids)
            .annotate(link_order=order, **marks)
            .for_cards(self)
        )
        return sorted(found, key=lambda item: (item.link_order is None, item.link_order or 0, item.pk))
