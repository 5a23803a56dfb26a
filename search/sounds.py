"""How Chinese sounds, for queries typed by sound: pinyin without tones, initials, likely confusions. Pure."""

from functools import cache, lru_cache
from types import ModuleType

# Said or typed alike by many people here: zh/z, ch/c, sh/s, -ng/-n, l/n at the beginning.
_ALIKE = (("zh", "z"), ("ch", "c"), ("sh", "s"), ("ang", "an"), ("eng", "en"), ("ing", "in"))
MAX_SYLLABLE = 6


@cache
def _readings() -> ModuleType:
    """pypinyin, whose dictionaries are 55 MB of memory that no command without a search needs."""
    import pypinyin

    return pypinyin


@lru_cache(maxsize=20_000)
def pinyin(word: str) -> str:
    """qingchunqi"""
    return "".join(syllables(word))


@lru_cache(maxsize=20_000)
def syllables(word: str) -> tuple[str, ...]:
    """("qing", "chun", "qi"): one a character."""
    said = _readings().lazy_pinyin
    return tuple(said(word, style=_readings().Style.NORMAL, v_to_u=False, errors="ignore"))


@lru_cache(maxsize=20_000)
def toned(word: str) -> str:
    """qing1chun1qi1: who picks the wrong character of a list of homophones often picks one of the same tone."""
    said = _readings().lazy_pinyin
    return "".join(said(word, style=_readings().Style.TONE3, errors="ignore"))


def initials(word: str) -> str:
    """qcq"""
    return "".join(syllable[0] for syllable in syllables(word))


def blurred(sound: str) -> str:
    """The same for all that sounds nearly alike: 'zhuanzhuli' and 'zuanzuli'."""
    for said, kept in _ALIKE:
        sound = sound.replace(said, kept)
    return sound


@cache
def all_syllables() -> frozenset[str]:
    """Every syllable that there is."""
    from pypinyin.constants import PINYIN_DICT
    from pypinyin.style import convert

    found = {
        convert(reading, _readings().Style.NORMAL, strict=True)
        for readings in PINYIN_DICT.values()
        for reading in readings.split(",")
    }
    return frozenset(
        syllable.replace("ü", "v") for syllable in found if syllable.isascii() or "ü" in syllable
    )


def split(letters: str) -> list[str] | None:
    """The syllables of a run of letters, or None when it is no pinyin. Few syllables before many: xian, not xi an."""
    best: list[list[str] | None] = [[]] + [None] * len(letters)
    for end in range(1, len(letters) + 1):
        for start in range(max(0, end - MAX_SYLLABLE), end):
            before = best[start]
            if before is None or letters[start:end] not in all_syllables():
                continue
            current = best[end]
            if current is None or len(before) + 1 < len(current):
                best[end] = [*before, letters[start:end]]
    return best[-1]
