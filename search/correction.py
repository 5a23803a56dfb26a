"""Mistyped queries: homophones, pinyin, initials, Latin slips. Pure: what is known is asked of two functions.

Decided here: only what the index does not hold is ever corrected, so that exact always comes before corrected; a
correction keeps the number of syllables; where two words sound the same, the one of more documents is meant.
"""

import re
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass

from search.analysis import bigrams, cut, in_dictionary, is_han, runs
from search.sounds import blurred, pinyin, split, toned

# A window of a query that may stand for one word.
SHORTEST, LONGEST = 2, 6
# Characters without a break: a longer run was pasted, not mistyped, and sounds like many things.
LONGEST_RUN = 40
# Fewer letters are the beginning of anything.
MIN_LETTERS = 4
MAX_INITIALS = 6
# A syllable that belongs to no word costs more than another word does.
DROPPED = 3.0


@dataclass(frozen=True)
class Sounding:
    """A word of the index with a given sound. `core`: a theme's name or alias, or an item's keyword."""

    word: str
    documents: int
    core: bool = False


BySound = Callable[[Iterable[str]], Mapping[str, list[Sounding]]]
IsKnown = Callable[[Iterable[str]], set[str]]
_LETTERS = re.compile(r"[a-z]+(?:[ ']+[a-z]+)*")


def corrected(normal: str, *, by_sound: BySound, by_initials: BySound, is_known: IsKnown) -> str:
    """The text with what the index does not hold replaced by what it sounds like; the same text where nothing is."""
    return _han_corrected(_letters_corrected(normal, by_sound, by_initials, is_known), by_sound, is_known)


def _letters_corrected(normal: str, by_sound: BySound, by_initials: BySound, is_known: IsKnown) -> str:
    def replaced(match: re.Match[str]) -> str:
        typed = match.group()
        letters = re.sub(r"[ ']", "", typed)
        if is_known(typed.split()):
            return typed
        meant = _as_pinyin(letters, by_sound) if len(letters) >= MIN_LETTERS else None
        if meant is None and 2 <= len(letters) <= MAX_INITIALS:
            found = by_initials([letters]).get(letters, [])
            meant = _best(found).word if found else None
        return meant or typed

    return _LETTERS.sub(replaced, normal)


def _as_pinyin(letters: str, by_sound: BySound) -> str | None:
    """The words that a run of pinyin spells: as few as possible, none when less than half of it is spelt."""
    spelt = split(letters)
    if not spelt or len(spelt) < SHORTEST:
        return None
    spans = [
        (start, end)
        for start in range(len(spelt))
        for end in range(start + SHORTEST, min(start + LONGEST, len(spelt)) + 1)
    ]
    known = by_sound({blurred("".join(spelt[start:end])) for start, end in spans})
    best: list[tuple[float, list[str]]] = [(0.0, [])]
    for end in range(1, len(spelt) + 1):
        cost, chosen = best[end - 1]
        options = [(cost + DROPPED, chosen)]
        for start in range(max(0, end - LONGEST), end - SHORTEST + 1):
            sound = "".join(spelt[start:end])
            if candidates := [c for c in known.get(blurred(sound), []) if len(c.word) == end - start]:
                word = _best(candidates, sound)
                options.append(
                    (best[start][0] + 1 - min(word.documents, 100) / 1000, [*best[start][1], word.word])
                )
        best.append(min(options, key=lambda option: option[0]))
    chosen = best[-1][1]
    return "".join(chosen) if sum(map(len, chosen)) * 2 >= len(spelt) else None


def _han_corrected(normal: str, by_sound: BySound, is_known: IsKnown) -> str:
    for run, han in runs(normal):
        if (
            han
            and SHORTEST <= len(run) <= LONGEST_RUN
            and (better := _run_corrected(run, by_sound, is_known)) != run
        ):
            normal = normal.replace(run, better, 1)
    return normal


def _run_corrected(run: str, by_sound: BySound, is_known: IsKnown) -> str:
    pieces = cut(run)
    known = is_known(bigrams(run))
    covered, inside = [False] * len(run), [False] * (len(run) + 1)
    place = 0
    for piece in pieces:
        if len(piece) > 1 and in_dictionary(piece):
            covered[place : place + len(piece)] = [True] * len(piece)
            inside[place + 1 : place + len(piece)] = [True] * (len(piece) - 1)
        place += len(piece)
    windows = [
        (start, start + length)
        for length in range(min(LONGEST, len(run)), SHORTEST - 1, -1)
        for start in range(len(run) - length + 1)
        if not inside[start]
        and not inside[start + length]
        and any(pair not in known for pair in bigrams(run[start : start + length]))
    ]
    sounds = {window: pinyin(run[window[0] : window[1]]) for window in windows}
    found = by_sound({blurred(sound) for sound in sounds.values()})
    taken = [False] * len(run)
    letters = list(run)
    for (start, end), sound in sounds.items():
        typed = run[start:end]
        fitting = [
            c
            for c in found.get(blurred(sound), [])
            if len(c.word) == len(typed)
            and c.word != typed
            and _is_likely(c, typed, in_words=all(covered[start:end]))
        ]
        if fitting and not any(taken[start:end]):
            letters[start:end] = _best(fitting, sound, typed).word
            taken[start:end] = [True] * (end - start)
    return "".join(letters)


def _is_likely(candidate: Sounding, typed: str, *, in_words: bool) -> bool:
    """Words of the dictionary are meant as typed, though no lesson says them, unless what lessons are about sounds
    the very same. Two characters sound like something too often: again only what lessons are about counts."""
    if in_words:
        return candidate.core and toned(candidate.word) == toned(typed)
    if len(typed) == SHORTEST:
        return candidate.core and pinyin(candidate.word) == pinyin(typed)
    return True


def _best(candidates: list[Sounding], sound: str = "", typed: str = "") -> Sounding:
    """The same sound before a similar one; what shares a character with what was typed before what shares none (厌雪
    is 厌学, not 研学); the same tones before others; more documents before fewer."""
    tones = toned(typed)
    return max(
        candidates,
        key=lambda c: (
            pinyin(c.word) == sound,
            sum(map(str.__eq__, c.word, typed)),
            toned(c.word) == tones,
            c.documents,
            c.word,
        ),
    )


def spells(word: str) -> bool:
    """Whether a word can be found by its sound at all."""
    return SHORTEST <= len(word) <= LONGEST and is_han(word)
