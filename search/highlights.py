"""The sentence that answers, with the words marked: on the original text. Pure.

Decided here: marks are segments, never markup, so that nothing of a text or query becomes HTML; of all passages the
sentence with the most of the question's words wins, a spoken one only when nothing written says as much, and then
with the time from which to play it. A spoken sentence is an answer of its own only when it says most of the question.
"""

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from search.analysis import bigrams, folded
from search.wording import is_filler

SNIPPET_LENGTH = 90
# What stands before the first marked word, so that the sentence can be understood.
LEAD_IN = 24
# The author's own summary says it best, the text as well as any; speech repeats itself.
FIELD_WEIGHTS = {"lead": 1.2, "practice": 1.1, "body": 1.0, "people": 0.3, "spoken": 0.95}
# Another word for what was asked proves less.
EXPANSION_WEIGHT = 0.6
# A spoken sentence with so much of what carries the question answers it; less is only about it.
ANSWERS = 0.6
# One word alone is a subject, and a fragment or a speech is no sentence to read at a glance.
FEWEST_WORDS = 2
ANSWER_LENGTH = range(8, 61)
# So many of its pairs of characters in the title: the title read out.
ECHO = 0.6
_SENTENCE = re.compile(r"[^。！？；!?;\n]*[。！？；!?;\n”’」]*")


@dataclass(frozen=True)
class Segment:
    """A stretch of text; `marked` where a word of the question stands."""

    text: str
    marked: bool = False


@dataclass(frozen=True)
class Snippet:
    """The answering sentence. `start_ms` where it is spoken."""

    segments: tuple[Segment, ...]
    field: str
    start_ms: int | None = None

    @property
    def text(self) -> str:
        return "".join(segment.text for segment in self.segments)

    @property
    def clock(self) -> str:
        """02:13"""
        seconds = (self.start_ms or 0) // 1000
        return f"{seconds // 60:02d}:{seconds % 60:02d}"

    @property
    def seconds(self) -> int:
        return (self.start_ms or 0) // 1000


def weighed(tokens: Iterable[str], expansions: Iterable[str] = ()) -> dict[str, float]:
    """What each word of a question proves where it stands: longer words more, fillers nothing."""
    weights = {token: float(len(token)) for token in tokens if not is_filler(token)}
    for token in expansions:
        weights.setdefault(token, len(token) * EXPANSION_WEIGHT)
    # A single character is everywhere; alone it is all there is.
    longer = {token: weight for token, weight in weights.items() if len(token) > 1}
    return longer or weights


def marked(text: str, words: Iterable[str]) -> tuple[Segment, ...]:
    """The text in segments, every occurrence of a word marked."""
    plain = folded(text)
    marks = [False] * len(text)
    for word in words:
        start = plain.find(word)
        while start >= 0:
            marks[start : start + len(word)] = [True] * len(word)
            start = plain.find(word, start + 1)
    segments: list[Segment] = []
    start = 0
    for end in range(1, len(text) + 1):
        if end == len(text) or marks[end] != marks[start]:
            segments.append(Segment(text[start:end], marks[start]))
            start = end
    return tuple(segments)


def marked_words(text: str, marks: Iterable[str], weights: Iterable[str]) -> tuple[Segment, ...]:
    """Marks whole words; where none of them stands in the text, whatever of the question does."""
    whole = marked(text, marks)
    return whole if any(segment.marked for segment in whole) else marked(text, weights)


def best_snippet(
    passages: Sequence[Mapping[str, Any]], weights: Mapping[str, float], marks: Iterable[str] | None = None
) -> Snippet | None:
    """The sentence that holds most of what was asked; None where no sentence holds any of it. `marks` are the words to
    mark in it, where they are fewer than those that count."""
    best: tuple[float, str, Mapping[str, Any]] | None = None
    for passage in passages:
        factor = FIELD_WEIGHTS.get(passage["field"], 1.0)
        for sentence in _SENTENCE.findall(passage["text"]):
            score = factor * _proof(folded(sentence), weights) if len(sentence) > 1 else 0.0
            if score > (best[0] if best else 0.0):
                best = (score, sentence.strip().lstrip("，、；：,;:"), passage)
    if best is None:
        return None
    _, sentence, passage = best
    shown = _shortened(sentence, weights)
    return Snippet(marked_words(shown, marks or (), weights), passage["field"], passage.get("start_ms"))


def _proof(plain: str, weights: Mapping[str, float]) -> float:
    return sum(weight for word, weight in weights.items() if word in plain)


def _shortened(sentence: str, weights: Mapping[str, float]) -> str:
    if len(sentence) <= SNIPPET_LENGTH:
        return sentence
    plain = folded(sentence)
    places = [place for word in weights if (place := plain.find(word)) >= 0]
    start = max(0, min(places) - LEAD_IN)
    start = start if start > 3 else 0
    cut = sentence[start : start + SNIPPET_LENGTH]
    return ("…" if start else "") + cut + ("…" if start + SNIPPET_LENGTH < len(sentence) else "")


def best_spoken(
    passages: Sequence[Mapping[str, Any]], wanted: Iterable[str], others: Iterable[str], title: str
) -> tuple[float, Snippet] | None:
    """The spoken sentence that answers, with its share of the words that carry the question; `others` are other words
    for them. None where nothing spoken says most of it: a question asked back or the title read out is no answer."""
    words = [word for word in _longest(wanted) if not is_filler(word)]
    instead = [word for word in _longest(others) if word not in words]
    whole = sum(len(word) for word in words)
    best: tuple[float, Snippet] | None = None
    for passage in passages:
        text = passage["text"].strip()
        plain = folded(text)
        if passage.get("start_ms") is None or not _says_something(plain, folded(title)):
            continue
        said = [word for word in words if word in plain]
        meant = [word for word in instead if word in plain]
        proof = sum(map(len, said)) + EXPANSION_WEIGHT * sum(map(len, meant))
        share = min(1.0, proof / whole) if whole else 0.0
        if len(said) + len(meant) >= FEWEST_WORDS and share >= ANSWERS and share > (best[0] if best else 0):
            snippet = Snippet(marked(text, [*said, *meant]), passage["field"], passage["start_ms"])
            best = share, snippet
    return best


def _longest(words: Iterable[str]) -> list[str]:
    """The words that are not part of another: of 写作业 and 作业 the first, or both would count."""
    distinct = list(dict.fromkeys(words))
    return [word for word in distinct if not any(word in other and word != other for other in distinct)]


def _says_something(plain: str, title: str) -> bool:
    """Whether it is a sentence to read at a glance, no question, and not the title once more."""
    asks_back = plain.rstrip("”’」").endswith(("?", "？"))
    pairs = bigrams(plain)
    echo = sum(pair in title for pair in pairs) > len(pairs) * ECHO
    return len(plain) in ANSWER_LENGTH and not asks_back and not echo
