"""The page of results for people."""

import logging
from dataclasses import replace

from django.db import DatabaseError
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.http import urlencode
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_POST

from search.asking import note_asked
from search.engines.base import EngineUnavailable
from search.engines.patience import patience
from search.finding import Found, find
from search.query import CatalogQuery, parse, parse_text
from search.rate import is_allowed
from search.results import Results
from search.understanding import understand
from search.wishes import count_wish

log = logging.getLogger(__name__)

# What the page says after 点这一课.
WISHES = {
    "kept": "记下了。编辑会按大家点的题，请老师来讲。",
    "refused": "没有记下。请用30个字以内说想听什么，不要写电话、姓名；下面是现在能找到的。",
    "later": "现在没能记下，您写的还在搜索框里。请过一会儿再点。",
}


def search(request: HttpRequest) -> HttpResponse:
    """What answers the words and filters of the address."""
    with patience():
        found = find(parse(request.GET))
    _count(found)
    wished = WISHES.get(request.GET.get("wish", ""), "")
    return render(request, "search/results.html", {"results": Results(found), "wished": wished})


# Visitors have no cookie, so there is no token to compare; the worst that a foreign form can do is a count.
@csrf_exempt
@require_POST
def wish(request: HttpRequest) -> HttpResponse:
    """点这一课: counts what somebody would like a lesson on, then shows what there is."""
    asked = parse_text(request.POST.get("wish", ""))
    query = replace(asked, stage=parse(request.POST).stage)
    became = "later" if not is_allowed(request.META.get("REMOTE_ADDR", "")) else _order(query)
    stage = {"stage": query.stage} if query.stage else {}
    address = urlencode({"q": query.text, **stage, "wish": became})
    return redirect(f"{reverse('search:search')}?{address}")


def _order(query: CatalogQuery) -> str:
    """What became of a wish, as WISHES names it."""
    try:
        kept = count_wish(query, understand(query), today=timezone.localdate(), ordered=True)
    except (DatabaseError, EngineUnavailable):
        log.warning("A wish could not be counted.", exc_info=True)
        return "later"
    return "kept" if kept else "refused"


def _count(found: Found) -> None:
    """What cannot be counted now must not cost anybody the page. A further page or a filter is no new question."""
    if found.is_plain or found.query.page > 1:
        return
    if found.total:
        if not found.query.chosen:
            note_asked(found.query.normal, found.meant)
        return
    try:
        count_wish(found.query, found.meant, today=timezone.localdate())
    except DatabaseError:
        log.warning("An unanswered question could not be counted.", exc_info=True)
