"""Text to tokens: the one analysis of documents and of queries, in pure functions.

Decided here: width and compatibility forms are folded (NFKC), traditional characters become simplified, letters
lower case; a run of Han characters gives jieba's search-mode words and its bigrams, Latin words and numbers stay
whole. Engines only hold the tokens, so that every engine answers alike. Words of the vocabulary are added to
jieba's dictionary from the seed files and not from the database: an editor's new alias must not make the index
stale, and its bigrams find it anyway. Not here: which words matter (ranking.py), what a query means (query.py).
"""

import hashlib
import json
import re
import unicodedata
from functools import cache, lru_cache
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    from opencc import OpenCC
    from rjieba import Jieba

SEED_FILES = [
    Path(__file__).resolve().parent.parent / "catalog" / "data" / name
    for name in ("themes.json", "grades.json", "item_types.json")
]
# Raised whenever the same text would give other tokens.
ALGORITHM = 1

HAN = "\u3007\u3400-\u4dbf\u4e00-\u9fff\uf900-\ufaff\U00020000-\U0003ffff"
_RUN = re.compile(rf"([{HAN}]+)|([a-z0-9]+(?:[.'+#-][a-z0-9]+)*)")
_HAN_ONLY = re.compile(rf"^[{HAN}]+$")
# What a browser, a spreadsheet or an attacker may leave in a text and no reader sees.
_UNSEEN = re.compile(
    "[\x00-\x08\x0b-\x1f\x7f\u00ad\u200b-\u200f\u202a-\u202e\u2060-\u2064\ufeff\ud800-\udfff]"
)


# A text is asked for its tokens, words and characters one after the other; what is short (names of themes, of places)
# comes again and again, what is long does not.
SHORT = 24
_SHORT_KEPT, _LONG_KEPT = 8192, 256


@lru_cache(maxsize=256)
def normalise(text: str) -> str:
    """The text as it is compared: visible characters only, folded, simplified, lower case."""
    folded = unicodedata.normalize("NFKC", _UNSEEN.sub("", text))
    return simplified(folded).lower()


def simplified(text: str) -> str:
    """Traditional characters to simplified ones, phrase by phrase."""
    return _converter().convert(text)


def folded(text: str) -> str:
    """The text compared character by character, each in its place: for marking words in the original. Where a
    phrase decides how a character is simplified, `normalise` knows better; marking may miss it."""
    return text.translate(_single_characters())


def runs(normal: str) -> list[tuple[str, bool]]:
    """The runs of a normalised text that can hold words: (run, whether it is Han)."""
    return [(match.group(), match.group(1) is not None) for match in _RUN.finditer(normal)]


def words(text: str) -> list[str]:
    """The words of a text: jieba's for Han, in search mode (long words and the words inside them)."""
    return list(_analysed(text).words)


def bigrams(run: str) -> list[str]:
    """All pairs of neighbours of a Han run; a single character stands for itself."""
    return [run] if len(run) == 1 else [run[i : i + 2] for i in range(len(run) - 1)]


def cut(run: str) -> list[str]:
    """A Han run cut into words without overlap: of the words in it the longest at each place."""
    found = set(_segmenter().cut_for_search(run))
    longest = max(map(len, found), default=1)
    pieces, place = [], 0
    while place < len(run):
        length = next((n for n in range(longest, 1, -1) if run[place : place + n] in found), 1)
        pieces.append(run[place : place + length])
        place += length
    return pieces


def stands(word: str, normal: str) -> bool:
    """Whether a word stands somewhere in a normalised text, and is not only the end of one word and the beginning of
    the next: 近视 stands in 孩子近视了, not in 最近视频太多."""
    inside = torn_places(normal)
    places = (match.start() for match in re.finditer(re.escape(word), normal))
    return any(not (start in inside and start + len(word) in inside) for start in places)


@lru_cache(maxsize=16)
def torn_places(normal: str) -> frozenset[int]:
    """The places of a normalised text where what begins or ends would tear one of its words."""
    found: set[int] = set()
    for match in _RUN.finditer(normal):
        place = match.start()
        for piece in cut(match.group()) if match.group(1) else [match.group()]:
            found.update(range(place + 1, place + len(piece)))
            place += len(piece)
    return frozenset(found)


def tokens(text: str) -> list[str]:
    """What an engine holds for a text. A two-character word comes as a word and as a bigram, and weighs more
    than a pair of neighbours that is no word: measured, that is better than either alone."""
    return list(_analysed(text).tokens)


def characters(text: str) -> list[str]:
    """The Han characters of a text: what a lexicon may learn from, never asked of an engine."""
    return list(_analysed(text).characters)


def in_dictionary(word: str) -> bool:
    """Whether a word is one that the dictionary knows, not one that the segmenter made up."""
    return bool(_segmenter().has_word(word))


def is_han(word: str) -> bool:
    """Whether a word is of Han characters only."""
    return bool(_HAN_ONLY.match(word))


class _Analysed(NamedTuple):
    words: tuple[str, ...]
    tokens: tuple[str, ...]
    characters: tuple[str, ...]


def _analysed(text: str) -> _Analysed:
    return _analysed_short(text) if len(text) <= SHORT else _analysed_long(text)


def _analyse(text: str) -> _Analysed:
    words: list[str] = []
    pairs: list[str] = []
    characters: list[str] = []
    for run, han in runs(normalise(text)):
        if han:
            words += _segmenter().cut_for_search(run)
            pairs += bigrams(run)
            characters += run
        else:
            words.append(run)
    return _Analysed(tuple(words), (*words, *pairs), tuple(characters))


_analysed_short = lru_cache(maxsize=_SHORT_KEPT)(_analyse)
_analysed_long = lru_cache(maxsize=_LONG_KEPT)(_analyse)


@cache
def _converter() -> "OpenCC":
    import opencc

    return opencc.OpenCC("t2s")


@cache
def _single_characters() -> dict[int, str]:
    """Characters that fold to one other character."""
    wide = {code: unicodedata.normalize("NFKC", chr(code)).lower() for code in range(0xFF01, 0xFF5F)}
    latin = {code: chr(code).lower() for code in range(ord("A"), ord("Z") + 1)}
    han = [chr(code) for code in range(0x4E00, 0xA000)]
    simple = {ord(char): other for char in han if (other := simplified(char)) != char and len(other) == 1}
    return {**wide, **latin, **simple}


@cache
def _segmenter() -> "Jieba":
    """Our own dictionary: rjieba's module functions share one that anybody may change. Imported when it is
    first asked: 30 MB that no command without a search needs."""
    import rjieba

    segmenter = rjieba.Jieba()
    for word in sorted(seed_words()):
        if not segmenter.has_word(word):
            segmenter.add_word(word, None, None)
    return segmenter


@lru_cache(maxsize=1)
def seed_words() -> frozenset[str]:
    """Names and aliases of the vocabularies as they come with the code, of two to six characters: longer ones
    are phrases, and as words they would hide what they are made of."""
    found: set[str] = set()
    for path in SEED_FILES:
        _gather(json.loads(path.read_text("utf-8")), found)
    return frozenset(word for word in map(normalise, found) if 2 <= len(word) <= 6 and is_han(word))


def _gather(node: object, found: set[str]) -> None:
    if isinstance(node, list):
        for child in node:
            _gather(child, found)
    elif isinstance(node, dict):
        found.update(node.get("aliases", []))
        if "name" in node:
            found.update(re.split(r"[、与和/（）]", node["name"]))
        for child in node.values():
            if isinstance(child, list) and child and isinstance(child[0], dict):
                _gather(child, found)


@cache
def analysis_version() -> str:
    """What an index carries: the algorithm, the dictionary's own words and the libraries that cut."""
    lexicon = hashlib.blake2b("\n".join(sorted(seed_words())).encode(), digest_size=4).hexdigest()
    return f"{ALGORITHM}-{unicodedata.unidata_version}-{lexicon}"


ANALYSIS_VERSION = analysis_version()
