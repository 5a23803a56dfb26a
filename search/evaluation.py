"""How well queries are answered, against a judged list. Pure but for the asking itself.

A judgement names themes (`T02|T08`: any of them answers, a theme's children count) or items (short ids); a hit
that carries one of them is relevant. The figures are for all queries and for each kind of query.
"""

import csv
import math
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

DEPTH = 10


@dataclass(frozen=True)
class Judgement:
    """A query and what answers it. `expect`: what is to be heard in it or shown with it (`grade=P3`, `card`)."""

    query: str
    answers: frozenset[str]
    kind: str = "plain"
    expect: tuple[str, ...] = ()


@dataclass(frozen=True)
class Answered:
    """What came back: for each hit the codes that it may be judged by, and what was understood."""

    hits: Sequence[frozenset[str]]
    understood: frozenset[str] = frozenset()
    titles: Sequence[str] = ()


@dataclass
class Figures:
    """Means over queries."""

    queries: int = 0
    success_1: float = 0.0
    success_5: float = 0.0
    mrr_10: float = 0.0
    ndcg_10: float = 0.0
    understood: float = 0.0


@dataclass
class Evaluation:
    """The figures of all queries and of each kind, and the queries whose first five hits do not answer."""

    overall: Figures
    kinds: dict[str, Figures]
    failing: list[dict[str, Any]] = field(default_factory=list)
    misunderstood: list[dict[str, Any]] = field(default_factory=list)


def read_judgements(path: Path) -> list[Judgement]:
    """Reads a TSV with the columns query, theme (or themes, or items), kind and expect; the last two may lack."""
    with path.open(encoding="utf-8-sig", newline="") as file:
        rows = list(csv.DictReader(file, delimiter="\t", quoting=csv.QUOTE_NONE))
    return [
        Judgement(
            query=row["query"],
            answers=frozenset(_split(row.get("themes") or row.get("theme") or row.get("items") or "", "|")),
            kind=row.get("kind") or "plain",
            expect=tuple(_split(row.get("expect") or "", ";")),
        )
        for row in rows
    ]


def evaluate(
    judgements: Iterable[Judgement],
    ask: Callable[[str], Answered],
    relevant_in_all: Callable[[frozenset[str]], int],
) -> Evaluation:
    """Asks every query. `relevant_in_all` says how many items of the whole catalogue would answer."""
    groups: dict[str, list[dict[str, float]]] = {}
    result = Evaluation(Figures(), {})
    for judgement in judgements:
        answered = ask(judgement.query)
        gains = [bool(codes & judgement.answers) for codes in answered.hits[:DEPTH]]
        scored = _scores(gains, relevant_in_all(judgement.answers))
        missed = [wish for wish in judgement.expect if wish not in answered.understood]
        scored["understood"] = 0.0 if missed else 1.0
        groups.setdefault(judgement.kind, []).append(scored)
        told = {"query": judgement.query, "kind": judgement.kind, "titles": list(answered.titles[:5])}
        if not any(gains[:5]):
            result.failing.append({**told, "answers": sorted(judgement.answers)})
        if missed:
            result.misunderstood.append({"query": judgement.query, "missed": missed})
    result.overall = _means([score for scores in groups.values() for score in scores])
    result.kinds = {kind: _means(scores) for kind, scores in sorted(groups.items())}
    return result


def _scores(gains: list[bool], relevant: int) -> dict[str, float]:
    first = next((place for place, gain in enumerate(gains, 1) if gain), None)
    found = sum(1 / math.log2(place + 1) for place, gain in enumerate(gains, 1) if gain)
    ideal = sum(1 / math.log2(place + 1) for place in range(1, min(relevant, DEPTH) + 1))
    return {
        "success_1": float(first == 1),
        "success_5": float(first is not None and first <= 5),
        "mrr_10": 1 / first if first else 0.0,
        "ndcg_10": found / ideal if ideal else 0.0,
    }


def _means(scores: list[dict[str, float]]) -> Figures:
    if not scores:
        return Figures()
    means = {name: sum(score[name] for score in scores) / len(scores) for name in scores[0]}
    return Figures(queries=len(scores), **means)


def _split(value: str, mark: str) -> list[str]:
    return [part.strip() for part in value.split(mark) if part.strip()]
