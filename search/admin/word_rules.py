"""What an editor's word must be to help a search: rules that say in words what is wrong with one.

Decided here: a word of one character, or one that half of the library holds, would answer nearly every question with
itself; a pair that another row has already would count twice. Not here: what a form does with it (word_forms.py).
"""

from collections.abc import Iterable

from search.analysis import tokens
from search.documents import eligible
from search.models import IndexWord, Synonym
from search.wording import is_filler

LONGEST = 20
# In a library smaller than this, half of it is a few lessons and says nothing.
FEWEST_ITEMS = 20
TOO_COMMON_SHARE = 0.5


def word_problems(words: Iterable[str]) -> list[str]:
    """What is wrong with each of the words by itself."""
    found = []
    words = list(words)
    common = too_common(words)
    for word in words:
        if len(word) < 2:
            found.append(f"“{word}”只有一个字，会碰上太多句子，请写完整的词。")
        elif len(word) > LONGEST:
            found.append(f"“{word[:12]}…”太长，一行写一个词，不超过{LONGEST}个字。")
        elif word in common:
            found.append(f"“{word}”太常见，一半以上的资源里都有，写了等于什么都搜到，请换具体的词。")
    return found


def too_common(words: Iterable[str]) -> set[str]:
    """Those of the words that carry nothing: fillers, and what at least half of all public items hold."""
    words = list(words)
    fillers = {word for word in words if is_filler(word)}
    total = eligible().count()
    if total < FEWEST_ITEMS:
        return fillers
    parts = {word: set(tokens(word)) for word in words}
    counts = dict(
        IndexWord.objects.filter(word__in=set().union(*parts.values())).values_list("word", "documents")
    )
    return fillers | {
        word
        for word, tokens_of in parts.items()
        if tokens_of and min(counts.get(token, 0) for token in tokens_of) >= total * TOO_COMMON_SHARE
    }


def pairs_of(said: Iterable[str], meant: Iterable[str], both_ways: bool) -> set[tuple[str, str]]:
    """What leads to what."""
    there = {(one, other) for one in said for other in meant}
    return there | {(other, one) for one, other in there} if both_ways else there


def repeated(pairs: set[tuple[str, str]], *, besides: int) -> list[tuple[Synonym, tuple[str, str]]]:
    """The rows that hold one of the pairs already, each with the first such pair."""
    found = []
    for row in Synonym.objects.exclude(pk=besides):
        common = pairs & pairs_of(row.said_words, row.meant_words, row.both_ways)
        if common:
            found.append((row, min(common)))
    return found
