"""When nothing is found: what else there is, one step away.

Decided here: filters are taken off one at a time, each with its count; then the words that say least; then the
nearest themes. Nobody is left with an empty page.
"""

from collections.abc import Iterator
from dataclasses import dataclass, replace

from catalog.facets import FACETS
from search.analysis import tokens
from search.answering import answered
from search.frequencies import Held
from search.query import CatalogQuery
from search.understanding import Understanding
from search.wording import content_words

MOST_THEMES = 3
# As few words as still are a question, and as many: every word less is one more question to the engine.
FEWEST_WORDS = 1
MOST_WORDS = 12


@dataclass(frozen=True)
class Relaxed:
    """A question one step wider: `label` says what was given up."""

    label: str
    query: CatalogQuery
    count: int


def relaxed(query: CatalogQuery, meant: Understanding) -> list[Relaxed]:
    """Wider questions that do find something, the nearest first."""
    return [*_without_one_filter(query, meant), *_with_fewer_words(query, meant)]


def nearest_themes(meant: Understanding, labels: dict[str, str]) -> list[tuple[str, str]]:
    """The themes that the words point to, with their names."""
    return [(code, labels[code]) for code, _ in meant.themes[:MOST_THEMES] if code in labels]


def _without_one_filter(query: CatalogQuery, meant: Understanding) -> Iterator[Relaxed]:
    for name in query.chosen:
        wider = replace(
            query,
            chosen={other: values for other, values in query.chosen.items() if other != name},
            filters={other: values for other, values in query.filters.items() if other != name},
            page=1,
        )
        if count := _count(wider, meant):
            yield Relaxed(f"不限{FACETS[name].label}", wider, count)


def _with_fewer_words(query: CatalogQuery, meant: Understanding) -> Iterator[Relaxed]:
    """Without the words that no item has; then without the shortest, which say least, of equals the later one."""
    all_words = content_words(meant.rest)
    held = Held(token for word in all_words for token in tokens(word))
    words = [word for word in all_words if held.known(tokens(word))]
    for word in sorted(words, key=len)[:-MOST_WORDS]:
        words.remove(word)
    if words == all_words:
        words = _without_the_shortest(words)
    while len(words) >= FEWEST_WORDS:
        narrower = replace(query, text=" ".join(words), page=1)
        if count := _count(narrower, replace(meant, rest=" ".join(words))):
            yield Relaxed("".join(f"“{word}”" for word in words), narrower, count)
            return
        words = _without_the_shortest(words)


def _without_the_shortest(words: list[str]) -> list[str]:
    shortest = min(reversed(range(len(words))), key=lambda place: len(words[place]), default=0)
    return words[:shortest] + words[shortest + 1 :]


def _count(query: CatalogQuery, meant: Understanding) -> int:
    _, found = answered(query, meant, limit=1, offset=0, facets=())
    return found.total
