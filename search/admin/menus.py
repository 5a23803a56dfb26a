"""检索 in the admin's menu: one group that all screens of search join.

Decided here: what editors say about searching are snippets and stand in `SearchDesk.items`; screens of another make
join through the hook `register_search_desk_menu_item`. Each is shown to those who may use it.
"""

from typing import Any

from django.urls import reverse_lazy
from wagtail.admin.menu import MenuItem
from wagtail.snippets.views.snippets import SnippetViewSetGroup

from catalog.admin.menus import EditorsMenuItem
from search.admin.rights import may_see_index
from search.admin.viewsets import HelpCardViewSet, PinViewSet, SuggestedQueryViewSet, SynonymViewSet


class SearchDesk(SnippetViewSetGroup):
    """The group; its snippets come first, then what the hook brings."""

    menu_label = "检索"
    menu_name = "search-desk"
    menu_icon = "search"
    menu_order = 120
    submenu_hook = "register_search_desk_menu_item"
    items = (SynonymViewSet, PinViewSet, HelpCardViewSet, SuggestedQueryViewSet)


class OperatorsMenuItem(MenuItem):
    def is_shown(self, request: Any) -> bool:
        return may_see_index(request.user)


def index_state() -> MenuItem:
    return OperatorsMenuItem(
        "索引状态", reverse_lazy("search_desk:index"), name="search-index", icon_name="cog", order=100
    )


class SearchWordsMenuItem(MenuItem):
    def is_shown(self, request: Any) -> bool:
        return bool(request.user.has_perm("search.change_searchwords"))


class ReadersMenuItem(MenuItem):
    """For whoever may view the rows of a report."""

    def __init__(self, *args: Any, permission: str, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self._permission = permission

    def is_shown(self, request: Any) -> bool:
        return bool(request.user.has_perm(self._permission))


def wishes() -> MenuItem:
    return ReadersMenuItem(
        "没找到的搜索",
        reverse_lazy("search_desk:wishes"),
        name="search-wishes",
        icon_name="warning",
        order=70,
        permission="search.view_wish",
    )


def asked() -> MenuItem:
    return ReadersMenuItem(
        "常被搜的话",
        reverse_lazy("search_desk:asked"),
        name="search-asked",
        icon_name="group",
        order=80,
        permission="search.view_askedquery",
    )


def search_words() -> MenuItem:
    """The two lists lie among the settings; from here they are found beside the cards they belong to."""
    address = reverse_lazy("wagtailsettings:edit", args=["search", "searchwords"])
    return SearchWordsMenuItem(
        "不当真的话和屏蔽词", address, name="search-words", icon_name="list-ul", order=60
    )


def explain() -> MenuItem:
    return EditorsMenuItem(
        "为什么这样排", reverse_lazy("search_desk:explain"), name="search-explain", icon_name="help", order=90
    )
