"""From a question to what is shown: the engine's hits, confirmed against the database.

Decided here: one query confirms that every hit is still public and whether it was indexed as it is now (a stale index
shows nothing withdrawn, and nothing as it was); when the engine cannot answer, or holds nothing while there are items,
the database does, plainer, and the page says so. Not here: addresses and templates.
"""

import logging
import time
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from itertools import combinations
from typing import Any

from django.db.models import Q
from django.utils import timezone

from catalog.facets import FACETS, Selection
from catalog.models import CatalogPage, CatalogQuerySet
from search import metrics, outbox
from search.answering import answered
from search.documents import eligible
from search.engines import engine
from search.engines.base import CompiledQuery, EngineUnavailable, Hit, SearchResult, Sort
from search.heard import Heard
from search.indexing import readable
from search.models import PinnedResult
from search.query import CatalogQuery
from search.ranking import facet_value, narrowed
from search.relaxing import Relaxed, relaxed
from search.understanding import Understanding, understand
from search.vocabulary import Vocabulary

log = logging.getLogger(__name__)

# Facets that the database can count without the engine within a page's time.
PLAIN_FACETS = ("kind", "grade", "theme", "county")
# What is a place or a sort of thing narrows; what is a wish (grade, length) only lifts.
FILTERING = ("county", "kind")
# A hit of the heard county must score this share of the best one anywhere, or the county is no answer.
ANSWERS_AS_WELL = 0.35


@dataclass(frozen=True)
class FoundItem:
    """A hit that is still public: the item as the database has it, and what the engine says of it."""

    item: CatalogPage
    score: float
    hit: Hit | None = None


@dataclass(frozen=True)
class Found:
    """`applied` are the findings that filter; `wider` are other questions where this one found nothing;
    `engine` is who answered: its name, or “database” when it could not; `asked` what it was asked."""

    query: CatalogQuery
    items: list[FoundItem]
    total: int
    facets: dict[str, dict[str, int]] = field(default_factory=dict)
    meant: Understanding = field(default_factory=Understanding)
    applied: tuple[Heard, ...] = ()
    wider: list[Relaxed] = field(default_factory=list)
    engine: str = ""
    asked: CompiledQuery | None = None

    @property
    def is_plain(self) -> bool:
        """Whether the database answered in the engine's place."""
        return self.engine == "database"


def find(query: CatalogQuery, known: Vocabulary | None = None) -> Found:
    """Answers a query, by the engine or in its place by the database; with the words of `known` where somebody
    tries other ones."""
    started = time.perf_counter()
    found = _find(query, known)
    metrics.answered(
        by=found.engine,
        seconds=time.perf_counter() - started,
        empty=bool(query.text) and not found.total and not found.is_plain,
    )
    return found


def _find(query: CatalogQuery, known: Vocabulary | None) -> Found:
    try:
        meant = understand(query, known)
        query, asked, result, applied = _ask(query, meant)
        if not result.total and not _can_tell():
            raise EngineUnavailable("the index is empty and the catalogue is not, or has other fields")
        wider = relaxed(query, meant) if not result.total else []
    except EngineUnavailable as error:
        log.warning("The engine is away (%s); the database answers.", error)
        metrics.engine_failed()
        return _find_in_database(query)
    items = _confirmed(result.hits, narrowed(query.filters, applied))
    if query.page == 1 and query.sort is Sort.RELEVANCE:
        items = _pinned_first(query, items)
    return Found(
        query,
        items,
        max(result.total, len(items)),
        result.facets,
        meant,
        tuple(applied),
        wider,
        engine=engine().name,
        asked=asked,
    )


def _ask(
    query: CatalogQuery, meant: Understanding
) -> tuple[CatalogQuery, CompiledQuery, SearchResult, list[Heard]]:
    """Heard counties and kinds filter while something there answers about as well; else they only lift."""
    able = [
        heard
        for heard in meant.heard
        if heard.type in FILTERING and facet_value(heard)[0] not in query.filters
    ]
    anywhere = _best_score(query, meant, []) if able else 0.0
    filtering: list[Heard] = next(
        (some for some in _fewer(able) if _best_score(query, meant, some) >= anywhere * ANSWERS_AS_WELL), []
    )
    asked, result = answered(query, meant, filtering=filtering)
    if filtering and not result.total:
        filtering = []
        asked, result = answered(query, meant)
    if query.page > 1 and not result.hits and result.total:
        query = replace(query, page=-(-result.total // query.page_size))
        asked, result = answered(query, meant, filtering=filtering)
    return query, asked, result, filtering


def _fewer(filtering: list[Heard]) -> Iterator[list[Heard]]:
    """All that was heard, then less of it, a facet at a time: what was said first is kept longest."""
    facets = list(dict.fromkeys(facet_value(heard)[0] for heard in filtering))
    for size in range(len(facets), 0, -1):
        for kept in combinations(facets, size):
            yield [heard for heard in filtering if facet_value(heard)[0] in kept]


def _best_score(query: CatalogQuery, meant: Understanding, filtering: list[Heard]) -> float:
    """How well the words and their theme are answered at best, what was heard left out of the score. The most telling
    words are enough to know."""
    words = replace(meant, heard=())
    _, best = answered(
        query, words, filtering=filtering, few=1, sort=Sort.RELEVANCE, offset=0, limit=1, facets=()
    )
    return best.hits[0].score if best.hits else 0.0


def _can_tell() -> bool:
    """Whether that nothing was found means that there is nothing: an index of before an upgrade may lack the fields
    that are asked."""
    told = engine().status()
    return not told.stale and (told.documents > 0 or not eligible().exists())


def _confirmed(hits: list[Hit], filters: Mapping[str, Sequence[str]]) -> list[FoundItem]:
    """The hits that are still public, in their order. One that the index does not know as it is now is made anew from
    the database, and left out when it is no longer what was asked for."""
    items: Any = eligible([hit.id for hit in hits]).for_cards().annotate(now=outbox.current_version())
    public = items.in_bulk()
    stale = [hit.id for hit in hits if hit.id in public and hit.version != public[hit.id].now]
    made = {one.id: one for one in readable({id: public[id].now for id in stale})[0]} if stale else {}
    confirmed = []
    for hit in hits:
        if hit.id not in public:
            continue
        if document := made.get(hit.id):
            if any(not set(values) & set(document.facets.get(name, ())) for name, values in filters.items()):
                continue
            hit = replace(hit, version=document.version, stored=document.stored())
        confirmed.append(FoundItem(public[hit.id], hit.score, hit))
    return confirmed


def pinned_ids(query: CatalogQuery) -> list[int]:
    """What editors put first for these very words, today."""
    if not query.text:
        return []
    today = timezone.localdate()
    pins = PinnedResult.objects.filter(query=query.normal).exclude(starts__gt=today).exclude(ends__lt=today)
    return list(dict.fromkeys(pins.order_by("pk").values_list("item_id", flat=True)))


def _pinned_first(query: CatalogQuery, items: list[FoundItem]) -> list[FoundItem]:
    """What is pinned, then the rest."""
    ids = pinned_ids(query)
    if not ids:
        return items
    public = eligible(ids).for_cards().in_bulk()
    found = {one.item.pk: one for one in items}
    pinned = [found.get(id) or FoundItem(public[id], 0.0) for id in ids if id in public]
    return [*pinned, *(one for one in items if one not in pinned)]


def _find_in_database(query: CatalogQuery) -> Found:
    selection = Selection(query.chosen)
    matching = _matching_words(eligible(), query)
    narrowed = selection.apply(matching)
    order = {Sort.SHORTEST: ["minutes", "-pk"]}.get(query.sort, ["-first_published_at", "-pk"])
    rows = narrowed.order_by(*order).for_cards()[query.offset : query.offset + query.page_size]
    return Found(
        query,
        [FoundItem(item, 0.0) for item in rows],
        narrowed.count(),
        {name: selection.counts(matching, name) for name in PLAIN_FACETS if FACETS[name].count_by},
        engine="database",
    )


def _matching_words(items: CatalogQuerySet, query: CatalogQuery) -> CatalogQuerySet:
    """Items with the words of the query, as they stand between spaces, in title or summary."""
    for word in query.text.split()[:5]:
        items = items.filter(Q(title__icontains=word) | Q(summary__icontains=word))
    return items
