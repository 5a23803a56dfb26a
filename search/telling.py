"""Which words of a question decide what is found: in a large catalogue not all of them. Pure.

Decided here: where a word stands in most of a million documents, a question finds most of them, and each is scored and
counted for nothing. So words are asked for from the most telling on, until ENOUGH documents hold one of those; the
others only lift what is found (the essential and the other terms of MaxScore: Turtle, Flood 1995, with a limit of
documents for the limit of score). No catalogue smaller than ENOUGH ever leaves a document out. Not here: what to do
when filters leave few of them (answering.py), how often a word stands (frequencies.py).
"""

import math
from collections.abc import Sequence

from search.engines.base import Clause, Frequencies, Term
from search.explaining import terms_of

# More than anybody reads, and enough to count facets over. Over 1,000,000 documents of chance the first hit is the one of
# asking for all words for 90 % of 200 judged questions, over 100,000 for all (benchmarks/search_speed.py, `same first`);
# 50,000 would keep 95 %, for half as much time again.
ENOUGH = 20_000


def most_telling(
    parts: Sequence[Clause], known: Frequencies
) -> tuple[tuple[Clause, ...], tuple[Clause, ...]]:
    """The parts of which a document must hold one, and those that it need not, both in their order."""
    needed: set[Clause] = set()
    held = 0
    for part in sorted(parts, key=lambda part: -_weight(part, known)):
        if needed and held >= ENOUGH:
            break
        needed.add(part)
        held += sum(_held(term, known) for term in terms_of(part))
    return tuple(part for part in parts if part in needed), tuple(
        part for part in parts if part not in needed
    )


def _weight(part: Clause, known: Frequencies) -> float:
    """What a part gives at most, but for what BM25 makes of repeated words: its boost by its rarity."""
    return max(
        (term.boost * _rarity(_held(term, known), known.documents) for term in terms_of(part)), default=0.0
    )


def _rarity(held: int, documents: int) -> float:
    """BM25's inverse document frequency."""
    return math.log(1 + (max(documents, held) - held + 0.5) / (held + 0.5))


def _held(term: Term, known: Frequencies) -> int:
    return known.holding.get((term.field, term.token), 0)
