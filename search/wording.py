"""Which words of a question carry it. Pure: the lists are files beside the code.

Decided here: words that any question may hold (孩子, 怎么办, 总是 …) are fillers; they find nothing and lift nothing,
unless a question has no other. Not here: editors' synonyms (models.Synonym), what a word weighs (ranking.py).
"""

from functools import cache
from pathlib import Path

from search.analysis import bigrams, in_dictionary, is_han, normalise, tokens, words

_FILE = Path(__file__).resolve().parent / "data" / "fillers.txt"


@cache
def fillers() -> frozenset[str]:
    """The filler words and, of longer ones, their neighbours."""
    lines = (line for line in _FILE.read_text("utf-8").splitlines() if not line.startswith("#"))
    found = {normalise(word) for line in lines for word in line.split()}
    return frozenset(found | {pair for word in found if is_han(word) for pair in bigrams(word)})


def is_filler(token: str) -> bool:
    """Whether a token carries nothing: a filler, or a pair of neighbours of which each is one."""
    known = fillers()
    return token in known or (len(token) == 2 and is_han(token) and token[0] in known and token[1] in known)


def distinct_tokens(text: str) -> list[str]:
    """The tokens of a query, each once, in their order."""
    return list(dict.fromkeys(tokens(text)))


def content_words(text: str) -> list[str]:
    """The words that carry a question, each once."""
    return [word for word in dict.fromkeys(words(text)) if not is_filler(word)]


def as_terms(word: str) -> list[str]:
    """A word as few tokens: the documents hold a word of the dictionary whole."""
    return [word] if in_dictionary(word) else list(dict.fromkeys(words(word)))
