"""The sentence that answers, with the words marked: on the original text. Pure.

Decided here: marks are segments, never markup, so that nothing of a text or query becomes HTML; of all passages the
sentence with the most of the question's words wins, a spoken one only when nothing written says as much, and then
with the time from which to play it. A spoken sentence is an answer of its own only when it says most of the question.
"""

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from search.analysis import folded
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


def best_snippet(passages: Sequence[Mapping[str, Any]], weights: Mapping[str, float]) -> Snippet | None:
    """The sentence that holds most of what was asked; None where no sentence holds any of it."""
    best: tuple[float, str, Mapping[str, Any]] | None = None
    for passage in passages:
        factor = FIELD_WEIGHTS.get(passage["field"], 1.0)
        for sentence in _SENTENCE.findall(passage["text"]):
            score = factor * _proof(folded(sentence), weights) if len(sentence) > 1 else 0.0
            if score > (best[0] if best else 0.0):
                best = (score, sentence.strip(), passage)
    if best is None:
        return None
    _, sentence, passage = best
    return Snippet(marked(_shortened(sentence, weights), weights), passage["field"], passage.get("start_ms"))


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
    passages: Sequence[Mapping[str, Any]], wanted: Sequence[str], others: Iterable[str]
) -> tuple[float, Snippet] | None:
    """The spoken sentence that answers, with its share of the words that carry the question; `others` are other words
    for them. None where nothing spoken says most of it."""
    weights = weighed(wanted, others)
    whole = sum(weights[word] for word in wanted if word in weights)
    best: tuple[float, Snippet] | None = None
    for passage in passages:
        if passage.get("start_ms") is None or not whole:
            continue
        text = passage["text"].strip()
        plain = folded(text)
        said = [word for word in weights if word in plain]
        share = min(1.0, sum(weights[word] for word in said) / whole)
        fits = len(said) >= FEWEST_WORDS and share >= ANSWERS and len(text) in ANSWER_LENGTH
        if fits and (best is None or share > best[0]):
            best = share, Snippet(marked(text, weights), passage["field"], passage["start_ms"])
    return best
