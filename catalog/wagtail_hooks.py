"""Registers the catalogue in the admin. Hooks only register; what they do lives elsewhere."""

from typing import Any

from django.http import HttpRequest, HttpResponse
from django.templatetags.static import static
from django.urls import include, path
from django.utils.html import format_html
from wagtail import hooks
from wagtail.models import Page
from wagtail.snippets.models import register_snippet

from catalog.admin import (
    complaints,
    deleting,
    look_guards,
    menus,
    rights,
    theme_merging,
    waiting,
    withdrawing,
)
from catalog.admin.bulk_actions import RetagBulkAction
from catalog.admin.listings import ItemListings
from catalog.admin.look_actions import ApproveBulkAction, ReturnBulkAction, SubmitBulkAction
from catalog.admin.pages_api import PagesViewSet
from catalog.models.tree import Place
from catalog.publication import look_words, records
from catalog.publication import withdrawing as withdrawals
from catalog.views import place
from catalog.viewsets import VocabularyGroup

register_snippet(VocabularyGroup)
hooks.register("register_snippet_listing_buttons", theme_merging.listing_buttons)
hooks.register("register_bulk_action", RetagBulkAction)
hooks.register("construct_homepage_panels", waiting.add_panel)
hooks.register("construct_help_menu", menus.without_english_help)
for _log in (records, withdrawals, complaints, look_words):
    hooks.register("register_log_actions", _log.register_actions)
hooks.register("register_page_listing_more_buttons", withdrawing.listing_buttons)
hooks.register("before_edit_page", look_guards.before_edit)
hooks.register("after_edit_page", look_guards.after_edit)
hooks.register("construct_page_action_menu", look_guards.looks_first)
hooks.register("before_copy_page", look_guards.before_copy)
hooks.register("before_delete_page", deleting.before_delete)
hooks.register("before_bulk_action", deleting.before_bulk_delete)
for _action in (SubmitBulkAction, ApproveBulkAction, ReturnBulkAction, withdrawing.WithdrawBulkAction):
    hooks.register("register_bulk_action", _action, order=10)  # after Wagtail's: 送审 takes the place of 发布
hooks.register("construct_page_chooser_queryset", rights.offer_seeable)


@hooks.register("construct_admin_api", order=100)
def make_the_api_over_pages_read_only(router: Any) -> None:
    """After Wagtail's own, which it takes the place of."""
    router.register_endpoint("pages", PagesViewSet)


@hooks.register("register_admin_viewset")
def register_listings() -> Any:
    return ItemListings()


@hooks.register("register_admin_urls")
def register_desk_addresses() -> list[Any]:
    return [path("desk/", include("catalog.admin.urls"))]


@hooks.register("register_page_action_menu_item")
def register_withdraw_menu_item() -> Any:
    return withdrawing.WithdrawMenuItem(order=20)


@hooks.register("insert_global_admin_css")
def style_of_the_desk() -> str:
    return format_html('<link rel="stylesheet" href="{}">', static("css/desk.css"))


@hooks.register("insert_global_admin_js")
def say_what_was_refused() -> str:
    return format_html('<script src="{}"></script>', static("js/refused.js"))


@hooks.register("register_desk_menu_item")
def register_complaints_menu_item() -> Any:
    return menus.complaints()


@hooks.register("register_desk_menu_item")
def register_sheet_menu_item() -> Any:
    return menus.sheet_upload()


@hooks.register("register_reports_menu_item")
def register_to_complete_menu_item() -> Any:
    return menus.to_complete()


@hooks.register("register_reports_menu_item")
def register_coverage_menu_item() -> Any:
    return menus.coverage()


@hooks.register("register_reports_menu_item")
def register_month_menu_item() -> Any:
    return menus.this_month()


@hooks.register("before_serve_page", order=100)  # after Wagtail has asked for the page's restrictions
def serve_a_place(page: Page, request: HttpRequest, args: Any, kwargs: Any) -> HttpResponse | None:
    """A county or kind index shows a list, which the models know nothing of."""
    return place(request, page) if isinstance(page, Place) else None
