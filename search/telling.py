"""Which words of a question decide what is found: in a large catalogue not all of them. Pure.

Decided here: where a word stands in most of a million documents, a question finds most of them, and each is scored and
counted for nothing. So words are asked for from the most telling on, until MANY documents hold one of those; the
others only lift what is found (the essential and the other terms of MaxScore: Turtle, Flood 1995, with a limit of
documents for the limit of score). In a catalogue of no more than MANY documents every word finds. Not here: what to do
when filters leave few of them (answering.py), how often a word stands (frequencies.py).
"""

import math
from collections.abc import Sequence

from search.engines.base import Clause, Frequencies
from search.explaining import terms_of

# More than anybody reads, and enough to count facets over. Over 1,000,000 documents of chance the first hit is the one of
# asking for all words for 90 % of 200 judged questions, over 100,000 for all (benchmarks/search_speed.py, `same first`).
MANY = 20_000


def most_telling(
    parts: Sequence[Clause], known: Frequencies
) -> tuple[tuple[Clause, ...], tuple[Clause, ...]]:
    """The parts of which a document must hold one, and those that it need not, both in their order."""
    if known.documents <= MANY:
        return tuple(parts), ()
    needed: set[Clause] = set()
    held = 0
    for part in sorted(parts, key=lambda part: -_weight(part, known)):
        if needed and held >= MANY:
            break
        needed.add(part)
        held += _held(part, known)
    return tuple(part for part in parts if part in needed), tuple(
        part for part in parts if part not in needed
    )


def _weight(part: Clause, known: Frequencies) -> float:
    """How telling a part is: its boost by the rarity of all that it brings (BM25's inverse document frequency). Other
    words for one thing bring the documents of each of them, so that they never come before the word that was typed."""
    held = _held(part, known)
    boost = max((term.boost for term in terms_of(part)), default=0.0)
    return boost * math.log(1 + (max(known.documents, held) - held + 0.5) / (held + 0.5))


def _held(part: Clause, known: Frequencies) -> int:
    return sum(known.holding.get((term.field, term.token), 0) for term in terms_of(part))
