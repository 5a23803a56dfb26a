"""The front rooms' own pages and settings: front page, brand page, standing information pages, site facts.

Decided here: what they gather from the other rooms is in their context, they hold only their own words; every
site fact is empty until somebody fills it, and nothing is drawn for an empty one. Not here: what of it stands
on every page (context.py), and the texts that a new site starts with (info_pages.py).
"""

from typing import Any, ClassVar

from django.db import models
from django.http import HttpRequest
from modelcluster.fields import ParentalKey
from wagtail.admin.panels import FieldPanel, InlinePanel, MultiFieldPanel, PageChooserPanel
from wagtail.contrib.settings.models import BaseSiteSetting, register_setting
from wagtail.fields import RichTextField, StreamField
from wagtail.models import Orderable, Page

from catalog.addresses import page_at
from catalog.models import CatalogPage
from home.blocks import TEXT_FEATURES, BrandSeasonBlock, BrandSectionBlock
from home.front import front_page


class HomePage(Page):
    question = models.CharField("大字的一句问话", max_length=40, default="孩子的事，慢慢说。")
    promise = models.CharField(
        "下面的一句说明", max_length=80, default="用平常的话就行。不用注册，全部免费。"
    )

    max_count = 1
    subpage_types: ClassVar[list[str]] = ["catalog.CountyIndexPage", "home.BrandPage", "home.InfoPage"]
    content_panels = [*Page.content_panels, FieldPanel("question"), FieldPanel("promise")]

    class Meta:
        verbose_name = "首页"

    def route(self, request: HttpRequest, path_components: list[str]) -> Any:
        """Straight to what the catalogue knows by its whole address; step by step to everything else."""
        page = page_at(self, path_components)
        return page.route(request, []) if page else super().route(request, path_components)

    def get_context(self, request: HttpRequest, *args: Any, **kwargs: Any) -> dict[str, Any]:
        return {**super().get_context(request, *args, **kwargs), **front_page()}


class BrandPage(Page):
    """河洛家教 as a brand: what it is, its seasons, the city's selection."""

    summary = models.CharField("一句话", max_length=120, blank=True)
    body = StreamField(
        [("section", BrandSectionBlock()), ("season", BrandSeasonBlock())], verbose_name="内容", blank=True
    )

    max_count = 1
    parent_page_types: ClassVar[list[str]] = ["home.HomePage"]
    subpage_types: ClassVar[list[str]] = []
    content_panels = [
        *Page.content_panels,
        FieldPanel("summary"),
        FieldPanel("body"),
        InlinePanel("choices", label="资源", heading="全市精选（按顺序）"),
    ]
    promote_panels = [FieldPanel("seo_title"), FieldPanel("search_description")]

    class Meta:
        verbose_name = "品牌页"

    def get_context(self, request: HttpRequest, *args: Any, **kwargs: Any) -> dict[str, Any]:
        choices = list(self.choices.all())
        blocks = list(self.body)
        seasons = [block.value for block in blocks if block.block_type == "season"]
        gathered = [season["collection"].pk for season in seasons if season["collection"]]
        wanted = [choice.item_id for choice in choices] + gathered
        public = CatalogPage.objects.public_items().for_cards().in_bulk(wanted)
        return {
            **super().get_context(request, *args, **kwargs),
            "sections": [block.value for block in blocks if block.block_type == "section"],
            "seasons": [
                {
                    "name": season["name"],
                    "when": season["when"],
                    "words": season["words"],
                    "collection": public.get(season["collection"].pk) if season["collection"] else None,
                }
                for season in seasons
            ],
            "choices": [(choice, public[choice.item_id]) for choice in choices if choice.item_id in public],
        }


class BrandChoice(Orderable):
    """An item that the city chose, with why."""

    page = ParentalKey(BrandPage, on_delete=models.CASCADE, related_name="choices")
    item = models.ForeignKey(
        CatalogPage, verbose_name="资源", on_delete=models.CASCADE, related_name="brand_choices"
    )
    note = models.CharField("编辑的话", max_length=120, blank=True)

    panels = [PageChooserPanel("item", "catalog.CatalogPage"), FieldPanel("note")]

    class Meta(Orderable.Meta):
        verbose_name = "精选资源"

    def __str__(self) -> str:
        return f"{self.page_id} · {self.item_id}"


class InfoPage(Page):
    """A standing page: about, privacy, accessibility. Its address is linked from laws and footers, so it is
    frozen; the pages themselves come from info_pages.py, only their words are edited."""

    summary = models.CharField("一句话", max_length=120, blank=True)
    body = RichTextField("正文", blank=True, features=["h2", "h3", *TEXT_FEATURES])

    is_creatable = False
    parent_page_types: ClassVar[list[str]] = ["home.HomePage"]
    subpage_types: ClassVar[list[str]] = []
    content_panels = [*Page.content_panels, FieldPanel("summary"), FieldPanel("body")]
    promote_panels = [FieldPanel("seo_title"), FieldPanel("search_description")]

    class Meta:
        verbose_name = "说明页"
        verbose_name_plural = "说明页"

    def with_content_json(self, content: dict[str, Any]) -> "InfoPage":
        """An older draft never brings back an older address."""
        return super().with_content_json({**content, "slug": self.slug, "url_path": self.url_path})


@register_setting(icon="site", order=50)
class SiteFacts(BaseSiteSetting):
    """What stands in the footer and above the page. Everything is empty until it is known."""

    organiser = models.CharField("主办单位", max_length=100, blank=True)
    phone = models.CharField("联系电话", max_length=60, blank=True)
    icp = models.CharField("ICP备案号", max_length=60, blank=True)
    police = models.CharField("公安备案号", max_length=60, blank=True)
    identifier = models.CharField("网站标识码", max_length=20, blank=True)
    office_mark = models.ForeignKey(
        "media.Image",
        verbose_name="党政机关标识图片",
        on_delete=models.SET_NULL,
        null=True,
        blank=True,
        related_name="+",
    )
    office_mark_link = models.URLField("党政机关标识链接", blank=True)
    notice = models.CharField("公告", max_length=120, blank=True, help_text="一句话，显示在每一页顶上。")
    notice_until = models.DateField(
        "公告显示到", null=True, blank=True, help_text="过了这一天就不再显示；不填则一直显示。"
    )
    help_lines = models.TextField(
        "心理援助热线",
        blank=True,
        max_length=500,
        help_text="一行一条，先写名称，空一格写号码。请核实后再填。",
    )

    panels = [
        MultiFieldPanel([FieldPanel("notice"), FieldPanel("notice_until")], heading="公告"),
        MultiFieldPanel([FieldPanel("help_lines")], heading="求助"),
        MultiFieldPanel(
            [
                FieldPanel("organiser"),
                FieldPanel("phone"),
                FieldPanel("identifier"),
                FieldPanel("icp"),
                FieldPanel("police"),
                FieldPanel("office_mark"),
                FieldPanel("office_mark_link"),
            ],
            heading="页脚",
        ),
    ]

    class Meta:
        verbose_name = "网站信息"
