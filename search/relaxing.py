"""When nothing is found: what else there is, one step away.

Decided here: filters are taken off one at a time, each with its count; then the words that say least; then the
nearest themes. Nobody is left with an empty page.
"""

from collections.abc import Iterator
from dataclasses import dataclass, replace

from catalog.facets import FACETS
from search.engines import engine
from search.engines.base import CompiledQuery
from search.query import CatalogQuery
from search.ranking import compiled
from search.understanding import Understanding
from search.wording import content_words

MOST_THEMES = 3
# As few words as still are a question.
FEWEST_WORDS = 1


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
        if count := _count(compiled(wider, meant)):
            yield Relaxed(f"不限{FACETS[name].label}", wider, count)


def _with_fewer_words(query: CatalogQuery, meant: Understanding) -> Iterator[Relaxed]:
    """Short words say least; of equals the later one."""
    words = content_words(meant.rest)
    while len(words) > FEWEST_WORDS:
        words.remove(min(reversed(words), key=len))
        narrower = replace(query, text=" ".join(words), page=1)
        if count := _count(compiled(narrower, replace(meant, rest=" ".join(words)))):
            yield Relaxed("".join(f"“{word}”" for word in words), narrower, count)
            return


def _count(asked: CompiledQuery) -> int:
    return engine().search(replace(asked, limit=1, offset=0, facets=())).total
