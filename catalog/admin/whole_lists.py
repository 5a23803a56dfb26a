"""What “all” means when a bulk action is asked for all of a list.

Wagtail takes it for all pages of the site, or of a place, names those that are not the user's, and knows no filters.
Decided here: of a list per kind it is what that list shows, filters and words included, for actions of ours alone
(nothing is deleted or moved like that); below a place it is for whoever edits that place; a limit, so that what will
happen can still be read before it does.
"""

from copy import copy
from typing import Any
from urllib.parse import urlsplit

from django.http import HttpRequest, QueryDict
from django.urls import Resolver404, resolve
from wagtail.admin.utils import get_valid_next_url_from_request
from wagtail.admin.views.bulk_action.registry import bulk_action_registry
from wagtail.admin.views.pages.bulk_actions.page_bulk_action import PageBulkAction
from wagtail.models import Page

from catalog.admin.listings import ItemIndexView
from catalog.admin.rights import is_within_reach

MOST = 300
CHOOSE_ROWS = "“选择全部”在这里会包括列表以外的页面，没有执行。请勾选本页的资源，一页一页地做。"
TOO_MANY = "列表里有{number}项，一次最多{most}项，没有执行。请先用筛选缩小范围。"


class WholeListAction(PageBulkAction):
    """A bulk action that can be asked for all of a list per kind."""

    def get_all_objects_in_listing_query(self, parent_id: str | None) -> Any:
        if parent_id is not None:
            return super().get_all_objects_in_listing_query(parent_id)
        return listed(self.request) or []


def listed(request: HttpRequest) -> list[int] | None:
    """The items of the list per kind that the user comes from, on all its pages; None when it was none."""
    address = urlsplit(get_valid_next_url_from_request(request))
    try:
        match: Any = resolve(address.path)
    except Resolver404:
        return None
    view_class: Any = getattr(match.func, "view_class", None)
    if view_class is None or not issubclass(view_class, ItemIndexView):
        return None
    asked = copy(request)
    asked.GET = QueryDict(address.query)  # type: ignore[assignment]
    view = view_class(**match.func.view_initkwargs)
    view.setup(asked)
    return [item.pk for item in view.get_queryset()]


def why_not_all(request: HttpRequest, action: str) -> str:
    """Why an action on pages cannot be done to all of a list; empty when it can, or was not asked."""
    if "all" not in request.GET.getlist("id"):
        return ""
    below = request.GET.get("childOf", "")
    if place := Page.objects.filter(pk=below if below.isdecimal() else None).first():
        return "" if is_within_reach(request.user, place, below=False) else CHOOSE_ROWS
    action_class = bulk_action_registry.get_bulk_action_class("wagtailcore", "page", action)
    items = listed(request) if issubclass(action_class or object, WholeListAction) else None
    if items is None:
        return CHOOSE_ROWS
    return TOO_MANY.format(number=len(items), most=MOST) if len(items) > MOST else ""
