"""Registers search in the admin. Hooks only register; what they do lives elsewhere."""

from typing import Any

from django.urls import include, path
from wagtail import hooks
from wagtail.snippets.models import register_snippet

from search.admin import menus
from search.admin.rights import index_rights

register_snippet(menus.SearchDesk)
hooks.register("register_search_desk_menu_item", menus.explain)
hooks.register("register_search_desk_menu_item", menus.index_state)
hooks.register("register_search_desk_menu_item", menus.search_words)
hooks.register("register_search_desk_menu_item", menus.wishes)
hooks.register("register_search_desk_menu_item", menus.asked)


@hooks.register("register_admin_urls")
def register_search_addresses() -> list[Any]:
    return [path("search/", include("search.admin.urls"))]


@hooks.register("register_permissions")
def register_index_rights() -> Any:
    return index_rights()
