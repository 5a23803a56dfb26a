"""The operators' screen: how the index stands, what failed, and the work that can be ordered."""

from typing import Any

from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse
from django.template.response import TemplateResponse
from django.urls import reverse
from django.views.decorators.http import require_safe

from search import status
from search.admin.rights import may_see_index

TITLE = "索引状态"


@require_safe
def show(request: HttpRequest) -> HttpResponse:
    if not may_see_index(request.user):
        raise PermissionDenied
    crumbs = [{"url": reverse("wagtailadmin_home"), "label": "首页"}, {"url": "", "label": TITLE}]
    context: dict[str, Any] = {
        "breadcrumbs_items": crumbs,
        "page_title": TITLE,
        "header_title": TITLE,
        "header_icon": "cog",
        "state": status.index_state(),
    }
    return TemplateResponse(request, "search/admin/index.html", context)
