"""What the editable vocabularies say, as search needs it: read together, kept for some seconds.

Decided here: an editor's new word works within seconds in every process, and no search waits for five queries
that almost never answer anything new.
"""

import json
import time
from dataclasses import dataclass
from pathlib import Path
from threading import Lock

from accounts.models import Organisation
from catalog.models import Grade, Theme
from search.analysis import normalise
from search.heard import Name, kind_names
from search.help import Card
from search.models import HelpCard, Synonym

KEPT_SECONDS = 10.0
_GROUPS = Path(__file__).resolve().parent.parent / "catalog" / "data" / "grades.json"


@dataclass(frozen=True)
class Vocabulary:
    """`names` are heard in queries; `expansions` lead from what is said to what is meant; `roots` from a theme's
    code to its root's; `labels` name every theme; `cards` help where somebody may be in danger."""

    names: tuple[Name, ...]
    expansions: tuple[tuple[str, tuple[str, ...]], ...]
    roots: dict[str, str]
    labels: dict[str, str]
    theme_words: tuple[tuple[str, str], ...]  # (word, code)
    cards: tuple[Card, ...]


_lock = Lock()
_kept: tuple[float, Vocabulary] | None = None


def vocabulary() -> Vocabulary:
    """The vocabularies as they were a few seconds ago at most."""
    global _kept
    with _lock:
        if _kept is None or time.monotonic() - _kept[0] > KEPT_SECONDS:
            _kept = (time.monotonic(), _read())
        return _kept[1]


def forget() -> None:
    """Reads again at the next question."""
    global _kept
    _kept = None


def _read() -> Vocabulary:
    themes = list(Theme.objects.select_related("parent"))
    grades = list(Grade.objects.select_related("parent"))
    return Vocabulary(
        names=(*_grade_names(grades), *_county_names(), *kind_names()),
        expansions=_expansions(),
        roots={theme.code: theme.parent.code if theme.parent else theme.code for theme in themes},
        labels={theme.code: theme.name for theme in themes},
        theme_words=tuple(
            (normalise(word), theme.code) for theme in themes for word in (theme.name, *theme.aliases)
        ),
        cards=_cards(),
    )


def _cards() -> tuple[Card, ...]:
    return tuple(
        Card(card.code, card.title, card.text, tuple(card.contact_pairs), tuple(card.trigger_words))
        for card in HelpCard.objects.filter(active=True)
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


def _expansions() -> tuple[tuple[str, tuple[str, ...]], ...]:
    pairs: dict[str, list[str]] = {}
    for row in Synonym.objects.filter(active=True):
        for said in row.said_words:
            pairs.setdefault(said, []).extend(word for word in row.meant_words if word != said)
        if row.both_ways:
            for meant in row.meant_words:
                pairs.setdefault(meant, []).extend(word for word in row.said_words if word != meant)
    return tuple((said, tuple(dict.fromkeys(meant))) for said, meant in pairs.items())
