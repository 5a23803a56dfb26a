"""The ways into the site, by what they lead to. A section without anything in it is not there."""

from dataclasses import dataclass

from django.http import HttpRequest
from django.urls import reverse

from catalog.facets import offered_terms
from catalog.models import CatalogPage, Grade, Theme
from catalog.models.choices import ItemKind
from home.context import Link, SiteContext
from home.front import counties_with


@dataclass(frozen=True)
class Section:
    heading: str
    links: list[Link]


def site_map_sections(request: HttpRequest) -> list[Section]:
    items = CatalogPage.objects.public_items()
    kinds = set(items.order_by().values_list("kind", flat=True).distinct())
    site = SiteContext(request)
    sections = [
        Section(
            "种类",
            [
                Link(kind.label, reverse("catalog:kind", args=[kind.value]))
                for kind in ItemKind
                if kind.value in kinds
            ],
        ),
        Section(
            "学段",
            [
                Link(stage.name, reverse("catalog:grade", args=[stage.code]))
                for stage in offered_terms(Grade, items)
            ],
        ),
        Section(
            "主题",
            [
                Link(theme.name, reverse("catalog:theme", args=[theme.code]))
                for theme in offered_terms(Theme, items)
            ],
        ),
        Section(
            "县区",
            [Link(county.title, county.get_url(request)) for county in counties_with(items)],
        ),
        Section("查找", [Link("搜索", reverse("search:search")), Link("全部资源", reverse("catalog:items"))]),
        Section("订阅", [Link("新课（RSS）", reverse("home:lessons_rss"))] if "lesson" in kinds else []),
        Section("关于本站", [link for link in site.navigation if link.label == "品牌"] + site.pages),
    ]
    return [section for section in sections if section.links]
