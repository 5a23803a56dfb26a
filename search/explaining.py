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
    """What was given for one thing that was asked: a facet's value, or a word wherever it stands. `terms` are those
    that matched, with their own scores. What is `lifting` was not needed for the document to be found."""

    clause: Clause
    score: float
    terms: tuple[tuple[Term, float], ...]
    lifting: bool

    @property
    def tokens(self) -> tuple[str, ...]:
        """The tokens that were looked for, each once."""
        return tokens_of(self.clause)

    @property
    def token(self) -> str:
        """The only one of them; empty where there are several or none."""
        return self.tokens[0] if len(self.tokens) == 1 else ""


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
    parts: dict[object, Contribution] = {}
    for clause in (*needed, *query.lifts):
        # A word is asked for in one field, and lifts in another.
        asked = tokens_of(clause) or clause
        one = _contribution(clause, scores, lifting=clause in query.lifts)
        parts[asked] = _together(parts[asked], one) if asked in parts else one
    given = sorted((one for one in parts.values() if one.score), key=lambda one: -one.score)
    return Explanation(tuple(given), score)


def _together(one: Contribution, other: Contribution) -> Contribution:
    return Contribution(
        one.clause, one.score + other.score, (*one.terms, *other.terms), one.lifting and other.lifting
    )


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


def tokens_of(clause: Clause) -> tuple[str, ...]:
    """The tokens that a clause looks for, each once."""
    return tuple(dict.fromkeys(term.token for term in terms_of(clause)))


def _leaves_of(clause: Clause) -> Iterator[Leaf]:
    match clause:
        case Term() | Has():
            yield clause
        case Best(parts) | Some(parts):
            for part in parts:
                yield from _leaves_of(part)
        case Anything():
            return
