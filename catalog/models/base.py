"""What all kinds of items share, and what "public" means.

Decided here: `CatalogPage` is concrete, so that lists over all kinds are one query; the county is derived
from the place in the tree; `CatalogQuerySet.public_items` is the one rule of eligibility for lists, search,
feeds and interfaces. Not here: what one kind alone has (lessons.py, plans.py, …), and how items are found
(the search room, which listens to catalog.signals).
"""

import secrets
from typing import Any, ClassVar

from django.db import models, transaction
from django.db.models.functions import Coalesce
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone
from modelcluster.contrib.taggit import ClusterTaggableManager
from modelcluster.fields import ParentalKey
from wagtail.admin.panels import FieldPanel, InlinePanel, MultiFieldPanel, PageChooserPanel
from wagtail.models import Orderable, Page, PageManager
from wagtail.search import index
from wagtail.url_routing import RouteResult

from accounts.models import Organisation
from catalog.forms import ItemForm
from catalog.labels import grade_phrases
from catalog.models.choices import (
    AiPart,
    Audience,
    ChoiceListField,
    ItemKind,
    LessonForm,
    Licence,
    PortraitConsent,
    RecommendedLevel,
    labels_of,
)
from catalog.models.covered import CoveredQuerySet
from catalog.models.json_lists import JsonList
from catalog.models.restrictions import PrivacyAskedOnce, restricted_q
from catalog.models.reviewed import ReviewedPage
from catalog.models.tree import CountyIndexPage
from catalog.models.vocabulary import Grade, GradedItem, KeywordedItem, TermManager, Theme, ThemedItem
from catalog.signals import items_changed
from catalog.terms import TermInfo, rows_of_today, terms

# Without 0/O, 1/I/L and U: read aloud, copied from a poster, and no words by accident.
SHORT_ID_ALPHABET = "23456789abcdefghjkmnpqrstvwxyz"
SHORT_ID_LENGTH = 8
# The keyword of demonstration content, which every page says.
SAMPLE = "示例"
# Where the full term is too long for a card.
SHORT_KINDS: dict[str, str] = {ItemKind.UNIT: "资源单位"}


def withdrawn_page(request: HttpRequest) -> HttpResponse:
    """What a withdrawn item says instead of itself: nothing of what it was."""
    return render(request, "catalog/withdrawn.html", status=410)


def new_short_id() -> str:
    """A permanent short id. 30^8 ≈ 6.6e11 of them: two among 100,000 items meet with p < 0.01."""
    return "".join(secrets.choice(SHORT_ID_ALPHABET) for _ in range(SHORT_ID_LENGTH))


class CatalogQuerySet(CoveredQuerySet):
    """Reads as verbs. Writes that send no Django signal tell the items they touched."""

    def public_items(self) -> "CatalogQuerySet":
        """What a visitor may see: live, nowhere behind a restriction, within its dates, and with something
        to watch or read. `live()` alone is not this."""
        return (
            self.live()
            .exclude(restricted_q())
            .filter(presentable=True)
            .exclude(expire_at__lte=timezone.now())
        )

    def for_cards(self) -> "CatalogQuerySet":
        """All that a card of a list shows, in two queries however many items (three if pictures were uploaded)."""
        sample = KeywordedItem.objects.filter(content_object=models.OuterRef("pk"), tag__name=SAMPLE)
        return (
            self.with_covers()
            .select_related("county")
            .annotate(
                lesson_form=models.F("lessonpage__form"),
                lesson_video=models.F("lessonpage__video"),
                is_sample=models.Exists(sample),
                known_grades=_listed(GradedItem, "content_object", "tag_id", "pk"),
                known_themes=_listed(ThemedItem, "content_object", "tag_id", "pk"),
            )
        )

    def for_page(self) -> "CatalogQuerySet":
        """All that an item's own page says beside its parts, in one query."""
        sample = KeywordedItem.objects.filter(content_object=models.OuterRef("pk"), tag__name=SAMPLE)
        video = ["video"] if hasattr(self.model, "video") else []
        return self.select_related("county", "source_organisation", "cover", *video).annotate(
            known_grades=_listed(GradedItem, "content_object", "tag_id", "pk"),
            known_themes=_listed(ThemedItem, "content_object", "tag_id", "pk"),
            known_authors=_listed(ItemAuthor, "page", "name", "sort_order"),
            is_sample=models.Exists(sample),
        )

    def update(self, **kwargs: Any) -> int:
        """`QuerySet.update` that tells the catalogue's listeners, inside the same transaction."""
        with transaction.atomic():
            ids = list(self.order_by().values_list("pk", flat=True))
            changed = super().update(**kwargs)
            items_changed.send(sender=CatalogPage, ids=ids)
        return changed


def _listed(model: type[models.Model], of: str, column: str, order: str) -> JsonList:
    """The values of a column in the rows of one item."""
    rows = model._default_manager.filter(**{of: models.OuterRef("pk")}).order_by(order)
    return JsonList(rows.values(value=models.F(column)))


def county_id_at(path: str) -> int | None:
    """The organisation of the county index that lies above (or at) a path of the page tree."""
    steps = [path[:end] for end in range(Page.steplen, len(path) + 1, Page.steplen)]
    return CountyIndexPage.objects.filter(path__in=steps).values_list("organisation_id", flat=True).first()


CatalogManager = PageManager.from_queryset(CatalogQuerySet)


class CatalogPage(ReviewedPage, PrivacyAskedOnce, Page):
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

    def _neighbours(self, *beside: models.QuerySet) -> list[Any]:
        """Linked items in the editor's order, then those of `beside` (querysets of one column of primary
        keys): however many lists a page shows, their cards are fetched at once."""
        links = ItemLink.objects.order_by()
        from_here = links.filter(source=self.pk)
        to_here = links.filter(target=self.pk)
        ids = from_here.values("target_id").union(to_here.values("source_id"), *beside)
        place = Coalesce("sort_order", 0)  # a link that no editor ordered has none
        order = Coalesce(
            models.Subquery(from_here.filter(target=models.OuterRef("pk")).values(place=place)[:1]),
            models.Subquery(to_here.filter(source=models.OuterRef("pk")).values(place=place)[:1]),
        )
        found = CatalogPage.objects.public_items().filter(pk__in=ids).annotate(link_order=order).for_cards()
        return sorted(found, key=lambda item: (item.link_order is None, item.link_order or 0, item.pk))

    @property
    def kind_label(self) -> str:
        """The name of the kind as a card shows it; a lesson says its form instead."""
        form = getattr(self, "form", None) or getattr(self, "lesson_form", None)
        return LessonForm(form).label if form else SHORT_KINDS.get(self.kind, self.get_kind_display())

    @property
    def grade_names(self) -> list[str]:
        return grade_phrases(self._known("known_grades", "grade_items"))

    @property
    def grades_in_short(self) -> list[str]:
        """Its grades where there is little room: beyond two phrases its stages, and those that nearly every
        child goes through together are 全学段."""
        if len(self.grade_names) <= 2:
            return self.grade_names
        if {"KG", "PR", "JH", "SH"} <= set(self.stage_codes):
            return ["全学段"]
        names = {term.code: term.name for term in terms(Grade).values()}
        return [names[code] for code in self.stage_codes if code in names]

    @property
    def stage_codes(self) -> list[str]:
        """The stages that its grades belong to, in the vocabulary's order (a grade without one is its own)."""
        known = terms(Grade)
        mine = self._known("known_grades", "grade_items")
        return list(dict.fromkeys(term.parent or term.code for pk, term in known.items() if pk in mine))

    @property
    def grade_terms(self) -> list[TermInfo]:
        """Its grades in the vocabulary's order."""
        chosen = self._known("known_grades", "grade_items")
        return [term for pk, term in terms(Grade).items() if pk in chosen]

    @property
    def theme_terms(self) -> list[TermInfo]:
        """Its themes in the vocabulary's order."""
        chosen = self._known("known_themes", "theme_items")
        return [term for pk, term in terms(Theme).items() if pk in chosen]

    @property
    def author_names(self) -> list[str]:
        known = self.__dict__.get("known_authors")
        return [author.name for author in self.authors.all()] if known is None else known

    def _known(self, brought: str, relation: str) -> set[int]:
        """The terms on this item: as `for_page` brought them, else as its rows (or its draft) say."""
        known = self.__dict__.get(brought)
        return {link.tag_id for link in getattr(self, relation).all()} if known is None else set(known)

    @property
    def audience_labels(self) -> list[str]:
        return labels_of(Audience, self.audience)

    @property
    def ai_labels(self) -> list[str]:
        return labels_of(AiPart, self.ai_parts)


class ItemAuthor(Orderable):
    """An author, in the order in which they are named. Phone and ID numbers are never stored here."""

    page = ParentalKey(CatalogPage, on_delete=models.CASCADE, related_name="authors")
    name = models.CharField("姓名", max_length=60)
    role = models.CharField("身份", max_length=60, blank=True, help_text="如：主讲、撰稿。不填手机号。")

    panels = [FieldPanel("name"), FieldPanel("role")]

    class Meta(Orderable.Meta):
        verbose_name = "作者"

    def __str__(self) -> str:
        return self.name


class ItemLink(Orderable):
    """An edge of the graph lesson ↔ plan ↔ route ↔ unit. Written on one page, shown on both."""

    source = ParentalKey(CatalogPage, on_delete=models.CASCADE, related_name="links_from_here")
    target = models.ForeignKey(
        CatalogPage, verbose_name="资源", on_delete=models.CASCADE, related_name="links_to_here"
    )

    panels = [PageChooserPanel("target", "catalog.CatalogPage")]

    class Meta(Orderable.Meta):
        verbose_name = "相关资源"
        constraints = [
            models.CheckConstraint(condition=~models.Q(source=models.F("target")), name="no_link_to_itself"),
        ]

    def __str__(self) -> str:
        return f"{self.source_id} → {self.target_id}"
