"""Queries behind which somebody may be in danger: the help card that comes before all results. Pure matching.

Decided here: phrases of everyday anger (气死了) and of teaching (防性侵) are taken out of a query before the words of
a card are looked for in it; a card's word may be several parts that all have to be there (小刀+划). The words, texts
and numbers are editors' (models.HelpCard).
"""

import re
from collections.abc import Iterable
from dataclasses import dataclass

# 死 after a feeling is emphasis; 防 before a danger is a lesson's subject.
_HARMLESS = re.compile(
    r"(?:气|烦|累|笑|急|愁|吓|困|饿|热|冷|忙|恨|讨厌|羡慕|懒|难看|丑|笨|痛|疼|堵|闹|磨叽|拖)死(?:我|人|了|个人|妈|妈了|爸)+"
    r"|想死(?:你|我了|妈妈?了|爸爸?了|奶奶)"
    r"|死(?:活|板|记硬背|犟|磨|缠|党|机|线|角|心眼)"
    r"|(?:防|预防|防范|防止|谨防|反)(?:性侵害?|诈骗|电信诈骗|网络诈骗|家暴|走失|拐卖?|自杀|校园欺凌|欺凌|自残)"
)


@dataclass(frozen=True)
class Card:
    """A help card: what it says, whom to call, the words that bring it."""

    code: str
    title: str
    text: str
    contacts: tuple[tuple[str, str], ...]
    words: tuple[str, ...]


def card_for(normal: str, cards: Iterable[Card]) -> Card | None:
    """The first of the cards whose words stand in the query."""
    serious = _HARMLESS.sub(" ", normal)
    return next((card for card in cards if any(_stands(word, serious) for word in card.words)), None)


def _stands(word: str, text: str) -> bool:
    return all(part in text for part in word.split("+"))
