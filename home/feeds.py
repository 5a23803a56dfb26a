"""New lessons as RSS and Atom, for readers and for other sites of the city."""

from typing import Any

from django.contrib.syndication.views import Feed
from django.http import HttpRequest
from django.urls import reverse
from django.utils.feedgenerator import Atom1Feed, Rss201rev2Feed

from catalog.models import CatalogPage
from catalog.models.choices import ItemKind

NEWEST = 30


class NewLessonsRss(Feed):
    """The newest public lessons. An entry keeps its identity wherever the lesson moves: its short address."""

    feed_type: Any = Rss201rev2Feed
    language = "zh-CN"
    title = "河洛家教：新课"
    description = "新近推介的课例、微课和讲座。"
    item_guid_is_permalink = True

    def link(self) -> str:
        return reverse("catalog:kind", args=[ItemKind.LESSON])

    def get_object(self, request: HttpRequest) -> HttpRequest:
        return request

    def items(self, request: HttpRequest) -> Any:
        lessons = CatalogPage.objects.public_items().filter(kind=ItemKind.LESSON)
        newest = list(lessons.order_by("-first_published_at", "-pk").prefetch_related("theme_items")[:NEWEST])
        for lesson in newest:
            lesson.address = lesson.get_url(request)
            lesson.permanent = request.build_absolute_uri(reverse("catalog:short", args=[lesson.short_id]))
        return newest

    def item_title(self, item: CatalogPage) -> str:
        return item.title

    def item_description(self, item: CatalogPage) -> str:
        return item.summary

    def item_link(self, item: Any) -> str:
        return item.address

    def item_guid(self, item: Any) -> str:
        return item.permanent

    def item_pubdate(self, item: CatalogPage) -> Any:
        return item.first_published_at

    def item_updateddate(self, item: CatalogPage) -> Any:
        return item.last_published_at

    def item_categories(self, item: CatalogPage) -> list[str]:
        return [theme.name for theme in item.theme_terms]


class NewLessonsAtom(NewLessonsRss):
    feed_type = Atom1Feed
    subtitle = NewLessonsRss.description
