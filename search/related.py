"""What else to see after an item: the editor's own links first, then what is near it in theme, grade and words.

Decided here: one question to the engine, its answers confirmed against the database like every hit; what the page
shows anyway never comes twice; other kinds get their places, since a plan or a museum for the same worry says more
than one lesson more. When the engine is away the editor's links are all there is. Not here: what the editor linked
(catalog's `related_items`), how a card looks.
"""

import math
from collections.abc import Iterable

from catalog.models import CatalogPage
from catalog.models.choices import ItemKind
from search.documents import eligible
from search.engines import engine
from search.engines.base import Clause, CompiledQuery, EngineUnavailable, Has, Some, Term
from search.engines.patience import spare
from search.ranking import PAIR, TEXT, TITLE, scale
from search.wording import content_words, distinct_tokens, is_filler

# Two rows of three cards.
MOST = 6
# So many hits are confirmed; those beyond what is shown make up for withdrawn ones and for kinds that are full.
CANDIDATES = 18
# Of what is added, the share that one kind may take while another has something.
SHARE_OF_ONE_KIND = 2 / 3

# A title is short; one that is not says what it is about at its beginning.
MOST_WORDS = 16
# Of the title's words so many must stand in the other's title: one is chance, and a text mentions many things in
# passing.
MINIMUM_SHARE = 0.25
# The same theme is worth as much as all words of a title, its root some of them.
SAME_THEME = 1.0
SAME_ROOT = 0.35
# For the same child.
SAME_GRADE = 0.3
SAME_STAGE = 0.15
# So that other kinds are among the candidates where one kind has hundreds.
OTHER_KIND = 0.3


def related_items(
    item: CatalogPage, *, linked: Iterable[CatalogPage] = (), beside: Iterable[CatalogPage] = ()
) -> list[CatalogPage]:
    """`linked` in its order, filled up to MOST. `beside` is what the page shows in other lists."""
    first = list(linked)
    missing = MOST - len(first)
    question = resembling(item)
    if missing <= 0 or question is None:
        return first
    shown = {item.pk, *(one.pk for one in first), *(one.pk for one in beside)}
    return first + _varied(_found(question, shown), missing)


def resembling(item: CatalogPage) -> CompiledQuery | None:
    """The question for an engine; None where an item says nothing of itself. Asks no database."""
    wanted = distinct_tokens(item.title)[:MOST_WORDS]
    carrying = [token for token in wanted if not is_filler(token)]
    unit = scale(wanted)
    near = [*_themes(item, unit), *_words(carrying, set(content_words(item.title)))]
    if not near:
        return None
    others = tuple(kind for kind in ItemKind.values if kind != item.kind)
    return CompiledQuery(
        match=Some(tuple(near)),
        lifts=(*_grades(item, unit), Has("kind", others, OTHER_KIND * unit)),
        limit=CANDIDATES,
    )


def _themes(item: CatalogPage, unit: float) -> Iterable[Clause]:
    codes = dict.fromkeys(term.successor or term.code for term in item.theme_terms)
    for code in codes:
        yield Has("theme", (code,), SAME_THEME * unit)
    roots = tuple(dict.fromkeys(term.parent for term in item.theme_terms if term.parent))
    if roots:
        yield Has("theme", roots, SAME_ROOT * unit)


def _words(carrying: list[str], real: set[str]) -> Iterable[Clause]:
    if carrying:
        weight = TEXT + TITLE
        parts = tuple(Term("title", token, weight * (1.0 if token in real else PAIR)) for token in carrying)
        yield Some(parts, minimum=math.ceil(len(parts) * MINIMUM_SHARE))


def _grades(item: CatalogPage, unit: float) -> Iterable[Clause]:
    grades = tuple(term.code for term in item.grade_terms)
    if grades:
        yield Has("grade", grades, SAME_GRADE * unit)
        yield Has("grade", tuple(item.stage_codes), SAME_STAGE * unit)


def _found(question: CompiledQuery, shown: set[int]) -> list[CatalogPage]:
    """The hits that are still public and not shown yet, the nearest first."""
    try:
        with spare():
            hits = engine().search(question).hits
    except EngineUnavailable:
        return []
    ids = [hit.id for hit in hits if hit.id not in shown]
    public = eligible(ids).for_cards().in_bulk() if ids else {}
    return [public[id] for id in ids if id in public]


def _varied(items: list[CatalogPage], count: int) -> list[CatalogPage]:
    """The first `count`, of which one kind takes no more than its share while another has something."""
    most = max(1, math.floor(count * SHARE_OF_ONE_KIND))
    taken: dict[str, int] = {}
    early: list[CatalogPage] = []
    late: list[CatalogPage] = []
    for item in items:
        taken[item.kind] = taken.get(item.kind, 0) + 1
        (early if taken[item.kind] <= most else late).append(item)
    return [*early, *late][:count]
