"""What may be deleted, said before Wagtail begins (before_delete_page, before_bulk_action).

Decided here: what is public is not deleted, by nobody: it is withdrawn first, with a reason and a name, so that the
report of the month tells of everything that parents no longer find. The same for a place with public items below.
"""

from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.http import urlencode
from wagtail.admin import messages
from wagtail.models import Page

from catalog.models import CatalogPage

WITHDRAW_FIRST = "“{title}”还公开着，没有删除。请先在这里写明原因，紧急撤下；撤下以后就可以删除了。"
NOT_ALONE = "“{title}”下面有{number}项还公开着，没有删除。请先把它们紧急撤下。"
SOME_ARE_PUBLIC = "{titles}还公开着，一项也没有删除。请先把它们紧急撤下，再来删除。"
NAMED = 3


def before_delete(request: HttpRequest, page: Page) -> HttpResponse | None:
    """before_delete_page"""
    public = _public(page)
    if not public:
        return None
    if public == [page.pk]:
        messages.warning(request, WITHDRAW_FIRST.format(title=page.title))
        again = urlencode({"next": reverse("wagtailadmin_pages:delete", args=[page.pk])})
        return redirect(f"{reverse('desk:withdraw', args=[page.pk])}?{again}")
    messages.warning(request, NOT_ALONE.format(title=page.title, number=len(public)))
    return redirect("wagtailadmin_explore", page.pk)


def before_bulk_delete(
    request: HttpRequest, action_type: str, objects: list[Any], action: Any
) -> HttpResponse | None:
    """before_bulk_action"""
    if action.model is not Page or action_type != "delete":
        return None
    titles = [f"“{page.title}”" for page in objects if _public(page)]
    if not titles:
        return None
    more = f"等{len(titles)}项" if len(titles) > NAMED else ""
    messages.warning(request, SOME_ARE_PUBLIC.format(titles="".join(titles[:NAMED]) + more))
    return redirect(action.next_url)


def _public(page: Page) -> list[int]:
    """The public items that a deletion would take away."""
    live = CatalogPage.objects.descendant_of(page, inclusive=True).filter(live=True)
    return list(live.values_list("pk", flat=True))
