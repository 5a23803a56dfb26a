"""Registers the catalogue in the admin. Hooks only register; what they do lives elsewhere."""

from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import include, path, reverse
from wagtail import hooks
from wagtail.models import Page
from wagtail.snippets.models import register_snippet

from catalog.admin import menus, theme_merging, waiting
from catalog.admin.bulk_actions import RetagBulkAction, refuse_all_of_a_flat_list
from catalog.admin.listings import ItemListings
from catalog.models import CatalogPage
from catalog.models.tree import Place
from catalog.views import place
from catalog.viewsets import VocabularyGroup

register_snippet(VocabularyGroup)
hooks.register("register_snippet_listing_buttons", theme_merging.listing_buttons)
hooks.register("register_bulk_action", RetagBulkAction)
hooks.register("construct_homepage_panels", waiting.add_panel)
hooks.register("construct_help_menu", menus.without_english_help)
hooks.register("before_bulk_action", refuse_all_of_a_flat_list)


@hooks.register("register_admin_viewset")
def register_listings() -> Any:
    return ItemListings()


@hooks.register("register_admin_urls")
def register_desk_addresses() -> list[Any]:
    return [path("desk/", include("catalog.admin.urls"))]


@hooks.register("register_desk_menu_item")
def register_sheet_menu_item() -> Any:
    return menus.sheet_upload()


@hooks.register("register_reports_menu_item")
def register_to_complete_menu_item() -> Any:
    return menus.to_complete()


@hooks.register("register_reports_menu_item")
def register_coverage_menu_item() -> Any:
    return menus.coverage()


NOTHING_TO_SHOW = (
    "“{title}”还没有视频，也没有正文，家长打开会什么也看不到，所以没有发布。内容已存为草稿，补上后再发布。"
)


@hooks.register("before_publish_page")
def refuse_to_publish_nothing(request: HttpRequest, page: Page) -> HttpResponse | None:
    """A lesson with neither video nor full text waits as 待补视频."""
    if isinstance(page, CatalogPage) and not page.has_something_to_show():
        messages.error(request, NOTHING_TO_SHOW.format(title=page.title))
        return redirect(reverse("wagtailadmin_pages:edit", args=[page.pk]))
    return None


@hooks.register("before_bulk_action")
def refuse_to_publish_nothing_in_bulk(
    request: HttpRequest, action_type: str, objects: list[Any], action_class_instance: Any
) -> HttpResponse | None:
    """The same for the bulk action, which sends no signal before it publishes."""
    if action_type != "publish":
        return None
    drafts = (page.specific.get_latest_revision_as_object() for page in objects if isinstance(page, Page))
    empty = [page for page in drafts if isinstance(page, CatalogPage) and not page.has_something_to_show()]
    if empty:
        for page in empty[:5]:
            messages.error(request, NOTHING_TO_SHOW.format(title=page.title))
        return redirect(reverse("wagtailadmin_explore", args=[empty[0].get_parent().pk]))
    return None


@hooks.register("before_serve_page", order=100)  # after Wagtail has asked for the page's restrictions
def serve_a_place(page: Page, request: HttpRequest, args: Any, kwargs: Any) -> HttpResponse | None:
    """A county or kind index shows a list, which the models know nothing of."""
    return place(request, page) if isinstance(page, Place) else None
