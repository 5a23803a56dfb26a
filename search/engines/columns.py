"""How facets are counted: in few columns, each of which says of a document what several facets say of it.

Every search counts all facets over everything it finds, and that costs by the value. So the values of a document that
come in few combinations stand joined as one (lesson, video, of the city, 2026), the combinations are counted, and
their counts are added up for each value: the same numbers, since a document has each value once. How
long a question takes then is what benchmarks/search_speed.py measures.
Decided here: which facets stand together. Themes stand alone, since their combinations are many. Not here: filtering,
which asks each facet's own field.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import lru_cache

from search.engines.base import EngineUnavailable

# No code of a vocabulary holds them.
_AND, _IS = "\x1f", ":"


@dataclass(frozen=True)
class Column:
    """`facets` that are counted together; `joined`: one value for all that a document says of them."""

    name: str
    facets: tuple[str, ...]
    joined: bool = True

    def values(self, facets: Mapping[str, Iterable[str]]) -> list[str]:
        """What stands in the column for a document with these facets."""
        told = [f"{name}{_IS}{value}" for name in self.facets for value in facets.get(name, ())]
        return [_AND.join(told)] if told and self.joined else told


COLUMNS = (
    Column("counted_sort", ("kind", "form", "unit_type", "course_type", "level", "year")),
    Column("counted_place", ("county", "minutes")),
    Column("counted_grades", ("grade",)),
    Column("counted_themes", ("theme",), joined=False),
)
COLUMN_OF = {name: column for column in COLUMNS for name in column.facets}
# Far more combinations than there can be of kinds, years and counties, and than people make of grades. Both engines
# answer up to 65,000; what is left out of an answer is an error (`added_up`), never a lost count.
MOST_VALUES = 50_000


def columns(names: Iterable[str]) -> list[Column]:
    """The columns in which these facets are counted, each once."""
    return list(dict.fromkeys(COLUMN_OF[name] for name in names))


def added_up(answers: Iterable[Mapping[str, object]], names: Iterable[str]) -> dict[str, dict[str, int]]:
    """The counts of the facets of these names, of the engine's counts of the columns they stand in ("terms"
    aggregations, as both engines answer them). EngineUnavailable when an answer is not complete."""
    counts: dict[str, dict[str, int]] = {name: {} for name in names}
    for answer in answers:
        if answer.get("sum_other_doc_count"):
            raise EngineUnavailable(f"there are more than {MOST_VALUES} combinations of facets")
        for bucket in answer["buckets"]:  # type: ignore[attr-defined]
            number = bucket["doc_count"]
            for name, value in _told(bucket["key"]):
                if name in counts:
                    counts[name][value] = counts[name].get(value, 0) + number
    return counts


@lru_cache(maxsize=10_000)
def _told(joined: str) -> tuple[tuple[str, str], ...]:
    parts = (one.partition(_IS) for one in joined.split(_AND))
    return tuple((name, value) for name, _, value in parts)
