"""Queries behind which somebody may be in danger: the help card that comes before all results. Pure matching.

Decided here: phrases of everyday anger (气死) and of teaching (防性侵) are taken out of a query before the words of
a card are looked for in it; a card's word may be several parts that all have to be there (小刀+划). The words, phrases,
texts and numbers are editors' (models.HelpCard, models.SearchWords).
"""

from collections.abc import Iterable
from dataclasses import dataclass


@dataclass(frozen=True)
class CountyLine:
    """A county's own number, called and found right by somebody."""

    county: str  # its code
    place: str
    name: str
    number: str


@dataclass(frozen=True)
class Card:
    """A help card: what it says, whom to call, the words that bring it."""

    code: str
    title: str
    text: str
    contacts: tuple[tuple[str, str], ...]
    words: tuple[str, ...]
    lines: tuple[CountyLine, ...] = ()
    with_help_lines: bool = False

    def lines_of(self, counties: Iterable[str]) -> tuple[CountyLine, ...]:
        """The numbers of some counties (by their codes)."""
        wanted = set(counties)
        return tuple(line for line in self.lines if line.county in wanted)


def card_for(normal: str, cards: Iterable[Card], harmless: Iterable[str] = ()) -> Card | None:
    """The first of the cards whose words stand in the query once all that is harmless is taken out of it."""
    serious = without_harmless(normal, harmless)
    return next((card for card in cards if word_of(card, serious)), None)


def without_harmless(normal: str, harmless: Iterable[str]) -> str:
    """The text without the phrases, the longest first: 防性侵害 before 防性侵."""
    for phrase in sorted(harmless, key=len, reverse=True):
        normal = normal.replace(phrase, " ")
    return normal


def word_of(card: Card, text: str) -> str:
    """The word of the card that stands in the text; empty when none does."""
    return next((word for word in card.words if all(part in text for part in word.split("+"))), "")
