"""The operators' screen: how the index stands, what failed, the work that can be ordered and what came of it.

Decided here: the screen works without script by reloading; script only fetches the part that moves (`progress`).
"""

from typing import Any

from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.template.response import TemplateResponse
from django.urls import reverse
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_POST, require_safe
from wagtail.admin import messages

from catalog.models import CatalogPage
from search import jobs, status
from search.admin.index_words import BREAKERS, ENGINES, last_reconcile, outcome, verdict
from search.admin.rights import may_see_index, may_work_on_index
from search.models import IndexJob

TITLE = "索引状态"
LATEST = 10


@never_cache
@require_safe
def show(request: HttpRequest) -> HttpResponse:
    crumbs = [{"url": reverse("wagtailadmin_home"), "label": "首页"}, {"url": "", "label": TITLE}]
    shown = {"breadcrumbs_items": crumbs, "page_title": TITLE, "header_title": TITLE, "header_icon": "cog"}
    return TemplateResponse(request, "search/admin/index.html", {**shown, **_context(request)})


@never_cache
@require_safe
def progress(request: HttpRequest) -> HttpResponse:
    """The part of the screen that moves."""
    return TemplateResponse(request, "search/admin/_index.html", _context(request))


@require_POST
def order(request: HttpRequest) -> HttpResponse:
    """Queues a job for the worker."""
    if not may_work_on_index(request.user):
        raise PermissionDenied
    kind = request.POST.get("kind", "")
    if kind not in jobs.KINDS:
        messages.error(request, "没有这种作业，什么也没有做。")
    else:
        try:
            job = jobs.job_order(kind=kind, user=request.user)
        except jobs.AnotherJob:
            messages.warning(request, "上一件作业还没结束，这一件没有开始。等它结束再试。")
        else:
            messages.success(request, f"已交给后台进程：{job.get_kind_display()}。可以离开这一页。")
    return redirect("search_desk:index")


def _context(request: HttpRequest) -> dict[str, Any]:
    if not may_see_index(request.user):
        raise PermissionDenied
    state, failing = status.index_state(), status.failing()
    items = CatalogPage.objects.in_bulk([row.object_id for row in failing])
    running = jobs.unfinished_job()
    ended = IndexJob.objects.exclude(state__in=jobs.UNFINISHED).select_related("ordered_by")[:LATEST]
    return {
        "state": state,
        "engine": ENGINES.get(state.engine, state.engine),
        "last_reconcile": last_reconcile(state),
        "breaker": BREAKERS.get(state.breaker, ""),
        "verdict": verdict(state, failing=len(failing)),
        "failing": [(row, items.get(row.object_id)) for row in failing],
        "running": running,
        "ended": [(job, outcome(job)) for job in ended],
        "may_work": may_work_on_index(request.user),
    }
