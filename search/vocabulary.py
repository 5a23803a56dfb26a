"""What the editable vocabularies say, as search needs it: read together, kept until one of them changes.

Decided here: kept under the generation of what is public (catalog.generation), so an editor's new word works at the
next question in every process, and no search waits for queries that almost never answer anything new. An editor tries
a word before it is saved by asking with a vocabulary of their own (`replace(vocabulary(), expansions=…)`).
"""

import json
import time
from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path
from threading import Lock

from django.db.models import Subquery

from accounts.models import Organisation
from catalog import generation
from catalog.kept import kept
from catalog.models import Grade, Theme
from search.analysis import normalise
from search.heard import Name, kind_names
from search.help import Card, CountyLine
from search.models import CountyContact, HelpCard, SearchWords, SuggestedQuery, Synonym
from search.models.words import listed

# Should the number of the generation not have grown (a process died in between), a change is as late as this.
KEPT_SECONDS = 30.0
# More than editors can look after; a suggestion looks through all of them.
MOST_ASKS = 2000
_GROUPS = Path(__file__).resolve().parent.parent / "catalog" / "data" / "grades.json"
# Rows that change what a search or the front page says.
EDITED = (Synonym, HelpCard, CountyContact, SearchWords, SuggestedQuery)


@dataclass(frozen=True)
class Vocabulary:
    """`names` are heard in queries; `expansions` lead from what is said to what is meant; `roots` from a theme's
    code to its root's; `labels` name every theme; `cards` help where somebody may be in danger, unless it is
    `harmless`; nothing `blocked` is counted or suggested; `asks` are the queries that editors approved."""

    names: tuple[Name, ...]
    expansions: tuple[tuple[str, tuple[str, ...]], ...]
    roots: dict[str, str]
    labels: dict[str, str]
    theme_words: tuple[tuple[str, str], ...]  # (word, code)
    cards: tuple[Card, ...]
    harmless: tuple[str, ...] = ()
    blocked: tuple[str, ...] = ()
    asks: tuple[str, ...] = ()


_lock = Lock()
_kept: tuple[int, float, Vocabulary] | None = None


def vocabulary() -> Vocabulary:
    """The vocabularies as they are now."""
    global _kept
    now = generation.current()
    with _lock:
        if _kept is None or _kept[0] != now or time.monotonic() - _kept[1] > KEPT_SECONDS:
            _kept = (now, time.monotonic(), _read())
        return _kept[2]


def forget() -> None:
    """Reads again at the next question."""
    global _kept
    _kept = None


def hot_queries(most: int) -> list[str]:
    """What editors chose to show of what parents ask. Kept apart from the rest, which the front page does not need."""
    return kept("search.hot", lambda: [row.text for row in approved() if row.hot])[:most]


def approved() -> list[SuggestedQuery]:
    """The queries that editors approved; a word that was blocked afterwards takes its query back."""
    blocked = Subquery(SearchWords.objects.values("blocked")[:1])
    rows = SuggestedQuery.objects.filter(active=True).annotate(blocked=blocked)[:MOST_ASKS]
    return [row for row in rows if not any(word in normalise(row.text) for word in listed(row.blocked or ""))]


def _read() -> Vocabulary:
    themes = list(Theme.objects.select_related("parent"))
    grades = list(Grade.objects.select_related("parent"))
    words = SearchWords.objects.first() or SearchWords()
    return Vocabulary(
        names=(*_grade_names(grades), *_county_names(), *kind_names()),
        expansions=expansions_of(Synonym.objects.filter(active=True)),
        roots={theme.code: theme.parent.code if theme.parent else theme.code for theme in themes},
        labels={theme.code: theme.name for theme in themes},
        theme_words=tuple(
            (normalise(word), theme.code) for theme in themes for word in (theme.name, *theme.aliases)
        ),
        cards=tuple(
            card_of(row)
            for row in HelpCard.objects.filter(active=True).prefetch_related("county_contacts__county")
        ),
        harmless=tuple(listed(words.harmless)),
        blocked=tuple(listed(words.blocked)),
        asks=tuple(row.text for row in approved()),
    )


def card_of(row: HelpCard) -> Card:
    """A row as a query meets it. A county's number that nobody has checked is not among its lines."""
    lines = tuple(
        CountyLine(line.county.code, line.county.short_name, line.name, line.number)
        for line in row.county_contacts.all()
        if line.checked_on
    )
    return Card(
        row.code,
        row.title,
        row.text,
        tuple(row.contact_pairs),
        tuple(row.trigger_words),
        lines,
        row.with_help_lines,
    )


def _grade_names(grades: list[Grade]) -> list[Name]:
    by_code = {grade.code: grade for grade in grades}
    names = []
    for grade in grades:
        stage = grade.parent.code if grade.parent else ""
        finding = ("grade" if stage else "stage", grade.code, grade.name, stage)
        names += [Name(normalise(word), (finding,)) for word in (grade.name, *grade.aliases)]
    for group in json.loads(_GROUPS.read_text("utf-8"))["groups"]:
        findings = tuple(
            ("grade", code, by_code[code].name, parent.code)
            for code in group["grades"]
            if code in by_code and (parent := by_code[code].parent)
        )
        names += [Name(normalise(word), findings) for word in (group["name"], *group["aliases"])]
    return [name for name in names if name.findings]


def _county_names() -> list[Name]:
    return [
        Name(normalise(word), (("county", county.code, county.short_name, ""),))
        for county in Organisation.objects.counties()
        for word in {county.name, county.short_name, *county.aliases}
    ]


def expansions_of(rows: Iterable[Synonym]) -> tuple[tuple[str, tuple[str, ...]], ...]:
    """From what is said to all that it may mean, over all rows."""
    pairs: dict[str, list[str]] = {}
    for row in rows:
        for said in row.said_words:
            pairs.setdefault(said, []).extend(word for word in row.meant_words if word != said)
        if row.both_ways:
            for meant in row.meant_words:
                pairs.setdefault(meant, []).extend(word for word in row.said_words if word != meant)
    return tuple((said, tuple(dict.fromkeys(meant))) for said, meant in pairs.items())
