"""为什么这样排: for a question, what was understood of it and what gave each hit its place.

Decided here: it is asked exactly as a parent's question is (finding.find), so that what is explained is what they see.
"""

from contextlib import suppress
from dataclasses import dataclass
from typing import Any

from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse
from django.template.response import TemplateResponse
from django.urls import reverse
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe

from catalog.admin.rights import is_editor
from catalog.facets import FACETS
from catalog.models import CatalogPage
from search.admin.explain_words import Row, heard_said, rows
from search.admin.index_words import ENGINES
from search.engines import engine
from search.engines.base import EngineUnavailable, Leaf, Sort
from search.explaining import Explanation, explained, leaves
from search.finding import Found, find, pinned_ids
from search.query import parse
from search.ranking import THEME_FLOOR

TITLE = "为什么这样排"
MOST_HITS = 10
UNSCORED = "不是按分数排的。"
# The facets that a question may lift by (ranking.py).
LIFTING = ("theme", "grade", "county", "kind", "form", "minutes")


@dataclass(frozen=True)
class Explained:
    """A hit with its explanation, or a note why there is none. `pinned`: an editor put it there."""

    item: CatalogPage
    rank: int
    told: Explanation | None = None
    rows: tuple[Row, ...] = ()
    note: str = ""
    pinned: bool = False


@never_cache
@require_safe
def show(request: HttpRequest) -> HttpResponse:
    if not is_editor(request.user):
        raise PermissionDenied
    crumbs = [{"url": reverse("wagtailadmin_home"), "label": "首页"}, {"url": "", "label": TITLE}]
    shown = {"breadcrumbs_items": crumbs, "page_title": TITLE, "header_title": TITLE, "header_icon": "help"}
    query = parse(request.GET)
    context: dict[str, Any] = {**shown, "text": query.text}
    if query.text:
        found = find(query)
        context |= {
            "found": found,
            "engine": ENGINES.get(found.engine, "数据库（引擎不在，按字面找，不打分）"),
            "heard": heard_said(found.meant.heard, found.applied),
            "themes": [(_labels().get(code, code), share) for code, share in likely_themes(found)],
            "hits": explained_hits(found),
        }
    return TemplateResponse(request, "search/admin/explain.html", context)


def likely_themes(found: Found) -> list[tuple[str, float]]:
    """The themes that lift, as ranking.py has it."""
    return [(code, share) for code, share in found.meant.themes if share >= THEME_FLOOR]


def explained_hits(found: Found) -> list[Explained]:
    """The first hits with what gave them their places."""
    first = found.items[:MOST_HITS]
    pinned = set(pinned_ids(found.query))
    asked = found.asked
    scores: dict[int, dict[Leaf, float]] = {}
    if asked and asked.sort is Sort.RELEVANCE:
        with suppress(EngineUnavailable):
            scores = engine().leaf_scores(leaves(asked), [one.hit.id for one in first if one.hit])
    labels = _labels()
    hits = []
    for rank, one in enumerate(first, start=found.query.offset + 1):
        is_pinned = one.item.pk in pinned
        if asked is None or one.hit is None or one.hit.id not in scores:
            hits.append(Explained(one.item, rank, note=UNSCORED, pinned=is_pinned))
            continue
        told = explained(asked, scores[one.hit.id], one.hit.score)
        said = tuple(rows(told, found.meant, labels, one.hit.stored))
        hits.append(Explained(one.item, rank, told, said, pinned=is_pinned))
    return hits


def _labels() -> dict[str, str]:
    """The names of all values that a question may lift."""
    return {option.value: option.label for name in LIFTING for option in FACETS[name].options()}
