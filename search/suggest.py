"""What a person may mean by the first characters: themes, queries that editors approved, titles.

Decided here: themes come first, since they lead to all of their lessons; titles come from the index of public items
and are confirmed against the database like every hit. Characters, pinyin and initials are all beginnings.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from urllib.parse import urlencode

from django.urls import reverse

from search.documents import STARTS_FIELD, eligible
from search.engines import engine
from search.engines.base import CompiledQuery, EngineUnavailable, Term
from search.query import clean_text
from search.sounds import initials, pinyin
from search.starts import typed
from search.vocabulary import vocabulary

MOST = 8
MOST_THEMES = 3
MOST_QUERIES = 3
# Typed text longer than this is a question, not a beginning.
LONGEST = 40


@dataclass(frozen=True)
class Suggestion:
    """`type` is theme, query or title."""

    type: str
    text: str
    url: str


def suggestions(raw: str) -> list[Suggestion]:
    """At most MOST suggestions for what was typed so far."""
    text = typed(clean_text(raw[:LONGEST]))
    if not text:
        return []
    found = [*_queries(text), *_themes(text)]
    unique = {one.text: one for one in [*found, *_titles(text, MOST)]}
    return list(unique.values())[:MOST]


def _begins(word: str, text: str) -> bool:
    if text.isascii():
        return pinyin(word).startswith(text) or initials(word).startswith(text) or word.startswith(text)
    return text in word


def _themes(text: str) -> Iterator[Suggestion]:
    """Themes one of whose names begins so; the theme's own name is shown."""
    known = vocabulary()
    matching = [(word, code) for word, code in known.theme_words if _begins(word, text)]
    # 写作业 begins so; AI写作 only holds it.
    matching.sort(key=lambda pair: not (text.isascii() or pair[0].startswith(text)))
    codes = dict.fromkeys(code for _, code in matching)
    for code in list(codes)[:MOST_THEMES]:
        yield Suggestion("theme", known.labels[code], reverse("catalog:theme", args=[code]))


def _queries(text: str) -> Iterator[Suggestion]:
    for words in [words for words in vocabulary().asks if _begins(words, text)][:MOST_QUERIES]:
        yield Suggestion("query", words, reverse("search:search") + "?" + urlencode({"q": words}))


def _titles(text: str, limit: int) -> list[Suggestion]:
    try:
        hits = engine().search(CompiledQuery(Term(STARTS_FIELD, text), limit=limit)).hits
    except EngineUnavailable:
        return []
    public = eligible([hit.id for hit in hits]).only("title", "short_id").in_bulk()
    items = [public[hit.id] for hit in hits if hit.id in public]
    return [Suggestion("title", item.title, reverse("catalog:short", args=[item.short_id])) for item in items]
