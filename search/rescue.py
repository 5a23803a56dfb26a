"""The page where nothing was found: what is missing, and every way on from there.

Decided here: it says in the parent's own words what there is no lesson on, then offers what is one step wider with its
count, the nearest themes, what other parents ask, and what is new for the child's stage. Not here: how a question is
widened (relaxing.py), and the count of wishes (wishes.py).
"""

from dataclasses import dataclass
from functools import cached_property
from typing import TYPE_CHECKING

from catalog.facets import FACETS, Selection
from catalog.models import CatalogPage, Grade
from catalog.models.choices import ItemKind
from catalog.terms import terms
from search.documents import eligible
from search.relaxing import nearest_themes
from search.vocabulary import hot_queries, vocabulary
from search.wording import content_words

if TYPE_CHECKING:
    from search.results import Results

MISSING_LENGTH = 20
SHELF = 3
ASKS = 3


@dataclass(frozen=True)
class Wider:
    """A wider question that does find something."""

    label: str
    count: int
    address: str


class Rescue:
    """What the page offers instead of hits."""

    def __init__(self, results: "Results") -> None:
        self._results = results
        self._found = results.found

    @property
    def missing(self) -> str:
        """What is missing: the one word that carries the question, or else the question as typed."""
        words = content_words(self._found.meant.rest)
        return words[0] if len(words) == 1 else self._found.query.text[:MISSING_LENGTH]

    @property
    def chosen_names(self) -> list[str]:
        """What was narrowed to, in the facets' words."""
        return [
            option.label
            for name, values in self._found.query.chosen.items()
            for option in FACETS[name].options()
            if option.value in values
        ]

    @cached_property
    def wider(self) -> list[Wider]:
        """What could be given up, and how much that finds."""
        return [Wider(one.label, one.count, self._results.address_of(one.query)) for one in self._found.wider]

    @cached_property
    def near(self) -> list[tuple[str, str]]:
        """The themes that the words point to."""
        return nearest_themes(self._found.meant, vocabulary().labels)

    @cached_property
    def themes(self) -> list[tuple[str, str]]:
        """All themes, where the words point to none."""
        known = vocabulary()
        return list({code: known.labels[code] for code in known.roots.values()}.items())

    @property
    def asks(self) -> list[str]:
        """What other parents ask, as editors chose it."""
        return hot_queries(ASKS)

    @cached_property
    def stage(self) -> tuple[str, str] | None:
        """The stage that the question is about, with its name: chosen, told by the device, or heard."""
        query = self._found.query
        codes = [*query.chosen.get("grade", [])[:1], *([query.stage] if query.stage else [])]
        codes += [one.stage or one.value for one in self._found.meant.heard if one.type in ("grade", "stage")]
        known = {term.code: term for term in terms(Grade).values()}
        stages = [known[code].parent or code for code in codes if code in known]
        return (stages[0], known[stages[0]].name) if stages else None

    @cached_property
    def shelf(self) -> list[CatalogPage]:
        """The newest lessons for that stage."""
        if self.stage is None:
            return []
        wanted = Selection({"grade": [self.stage[0]], "kind": [ItemKind.LESSON]}).apply(eligible())
        return list(wanted.order_by("-first_published_at", "-pk").for_cards()[:SHELF])
