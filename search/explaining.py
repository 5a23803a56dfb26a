"""Why a hit ranks where it does: the question's clauses, and what each of them gave it. Pure.

Decided here: engines are asked only what each leaf of a question gives a document (`Engine.leaf_scores`); how leaves
add up is what base.py says clauses mean, so that the same explanation serves every engine, and a sum that does not
agree with the engine's score would show that an engine reads clauses otherwise. Not here: words for it
(admin/explain_words.py).
"""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from search.engines.base import Anything, Best, Clause, CompiledQuery, Has, Leaf, Some, Term

# Engines add 32-bit numbers, in another order.
NEARLY = 1e-3


@dataclass(frozen=True)
class Contribution:
    """What one clause gave: the terms that matched with their own scores. `lifting` clauses were not needed for the
    document to be found."""

    clause: Clause
    score: float
    terms: tuple[tuple[Term, float], ...]
    lifting: bool

    @property
    def token(self) -> str:
        """The token that all its terms look for; empty where there are several or none."""
        tokens = {term.token for term in terms_of(self.clause)}
        return tokens.pop() if len(tokens) == 1 else ""


@dataclass(frozen=True)
class Explanation:
    """A document's contributions, the greatest first, beside the score that the engine gave."""

    contributions: tuple[Contribution, ...]
    score: float

    @property
    def total(self) -> float:
        return sum(one.score for one in self.contributions)

    @property
    def agrees(self) -> bool:
        """Whether the parts make the whole."""
        return abs(self.total - self.score) <= NEARLY * max(1.0, abs(self.score))


def leaves(query: CompiledQuery) -> list[Leaf]:
    """All leaves of a question that can score, each once."""
    found: dict[Leaf, None] = {}
    for clause in (query.match, *query.lifts):
        found.update(dict.fromkeys(_leaves_of(clause)))
    return list(found)


def explained(query: CompiledQuery, scores: Mapping[Leaf, float], score: float) -> Explanation:
    """What the clauses gave a document whose leaves scored so (those that are missing did not match)."""
    needed = query.match.parts if isinstance(query.match, Some) else (query.match,)
    parts = [_contribution(clause, scores, lifting=False) for clause in needed]
    parts += [_contribution(clause, scores, lifting=True) for clause in query.lifts]
    given = sorted((one for one in parts if one.score), key=lambda one: -one.score)
    return Explanation(tuple(given), score)


def _contribution(clause: Clause, scores: Mapping[Leaf, float], *, lifting: bool) -> Contribution:
    matched = [(term, scores[term]) for term in terms_of(clause) if term in scores]
    matched.sort(key=lambda pair: -pair[1])
    return Contribution(clause, value(clause, scores) or 0.0, tuple(matched), lifting)


def value(clause: Clause, scores: Mapping[Leaf, float]) -> float | None:
    """What a clause gives; None where it does not match."""
    match clause:
        case Term() | Has():
            return scores.get(clause)
        case Best(parts, tie):
            given = [one for part in parts if (one := value(part, scores)) is not None]
            return max(given) + tie * (sum(given) - max(given)) if given else None
        case Some(parts, minimum):
            given = [one for part in parts if (one := value(part, scores)) is not None]
            return sum(given) if len(given) >= min(minimum, len(parts)) else None
        case Anything():
            return 0.0


def terms_of(clause: Clause) -> list[Term]:
    """The terms of a clause, each once."""
    return list(dict.fromkeys(leaf for leaf in _leaves_of(clause) if isinstance(leaf, Term)))


def _leaves_of(clause: Clause) -> Iterator[Leaf]:
    match clause:
        case Term() | Has():
            yield clause
        case Best(parts) | Some(parts):
            for part in parts:
                yield from _leaves_of(part)
        case Anything():
            return
