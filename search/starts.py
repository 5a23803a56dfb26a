"""What a person may type first of a title: the beginnings from each of its words on. Pure.

Decided here: beginnings in characters, in pinyin and in initials are tokens of one field, so that a suggestion is
one term, the same for every engine; only so many words of a title begin one, and so many characters of each count.
"""

import re
from functools import lru_cache

from search.analysis import cut, normalise, runs
from search.sounds import syllables

WORDS_OF_TITLE = 5
CHARACTERS = 6
LETTERS = 10
_SPACE = re.compile(r"[\s']+")


def beginnings(title: str) -> list[str]:
    """All beginnings of a title's words, each once."""
    found: dict[str, None] = {}
    starts = 0
    for run, han in runs(normalise(title)):
        places = _word_starts(run) if han else [0]
        for place in places:
            if starts == WORDS_OF_TITLE:
                return list(found)
            starts += 1
            found.update(dict.fromkeys(_prefixes(run[place:], CHARACTERS if han else LETTERS)))
            if han:
                spoken = syllables(run[place : place + CHARACTERS])
                found.update(dict.fromkeys(_prefixes("".join(spoken), LETTERS)))
                found.update(dict.fromkeys(_prefixes("".join(s[0] for s in spoken), CHARACTERS)))
    return list(found)


@lru_cache(maxsize=2000)
def typed(text: str) -> str:
    """What was typed, as the field holds it: no spaces, no more than counts."""
    plain = _SPACE.sub("", normalise(text))
    return plain[: LETTERS if plain.isascii() else CHARACTERS]


def _word_starts(run: str) -> list[int]:
    starts, place = [], 0
    for piece in cut(run):
        starts.append(place)
        place += len(piece)
    return starts


def _prefixes(text: str, longest: int) -> list[str]:
    return [text[:end] for end in range(1, min(len(text), longest) + 1)]
