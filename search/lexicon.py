"""The words of the index: to which themes each leans, and how it sounds. Learnt from all documents by a rebuild.

Decided here: a token's leaning to a root theme is a logarithm of odds over all documents that hold it, smoothed,
with the vocabulary's aliases and the editors' synonyms counted in; a query's theme is the sum over its tokens. It
is kept in the database, since both engines need the same. It may be some days old: it lifts, it never filters.
"""

import math
from collections import Counter, defaultdict
from collections.abc import Container, Iterable, Mapping
from functools import lru_cache
from itertools import chain

from django.db import transaction

from search.analysis import SHORT, characters, tokens, words
from search.correction import Sounding, spells
from search.documents import IndexDocument
from search.models import IndexWord
from search.sounds import blurred, initials, pinyin
from search.vocabulary import Vocabulary
from search.wording import is_filler

# How much a token says about its lesson's theme, by the field it stands in. The text mentions much in passing.
FIELD_WEIGHTS = {"title": 3.0, "topic": 2.0, "lead": 2.0, "practice": 1.0, "body": 0.3, "spoken": 0.2}
# Texts and speech say little each, and of so many documents all that they will ever say; titles, topics, key points
# and practice are learnt from every document.
ENOUGH = 20_000
# The vocabulary says outright to which theme a word belongs; a lesson only uses it.
ALIAS_WEIGHT = 5.0
SYNONYM_WEIGHT = 3.0
# As many imagined occurrences, spread as the themes are: one chance occurrence must not convince.
SMOOTHING = 4.0
# A lesson's words count this share of the vocabulary's: it speaks of more than its theme.
LESSON_SHARE = 0.5
# In a query a filler says this share of what a word says; a pair of neighbours that is no word, or a character that
# is none (胖得跑不动, 偷着抽烟), says less than a word does, and says it again (measured on `blind_a`, `blind_b`).
FILLER_SHARE = 0.1
PART_SHARE = 0.5
# What is said as the vocabulary says it, beside what its parts tell; more for a longer saying (measured on `given`,
# `tuned`, `blind_a`: more likely right from 0 to 3). A synonym only stands for such a word (1, 2, 3: `blind_b` 0.836,
# 0.838, 0.837 in nDCG@10).
NAMED = 3.0
MEANT = 2.0
# Words of one question repeat each other; beyond this many, their evidence grows as its root only (measured too).
INDEPENDENT = 4.0
# Tokens beyond this many, the least telling first, are left out: the table stays small at any size.
MAX_WORDS = 120_000
# Fields whose words a person may mean when another word of the same sound was typed.
SOUND_FIELDS = ("title", "topic", "lead")
CORE_FIELD = "topic"
REST = "*"


class Collector:
    """Fed with every document of a rebuild, then saved."""

    def __init__(self, vocabulary: Vocabulary) -> None:
        self._vocabulary = vocabulary
        self._weights: dict[str, dict[str, float]] = defaultdict(lambda: defaultdict(float))
        self._documents: Counter[str] = Counter()
        self._sounding: set[str] = set()
        self._core: set[str] = set()
        self._learnt = 0

    def add(self, document: IndexDocument) -> None:
        """Counts a document's tokens for its themes."""
        weights: dict[str, float] = defaultdict(float)
        self._learnt += 1
        for name, weight in FIELD_WEIGHTS.items():
            if weight < 1.0 and self._learnt > ENOUGH:
                continue
            times = Counter(chain.from_iterable(map(_features, document.texts.get(name, []))))
            for token, count in times.items():
                weights[token] += weight * count
        self._documents.update(weights.keys())
        for name in SOUND_FIELDS:
            for part in document.texts.get(name, []):
                spoken = _spoken(part) if name == CORE_FIELD else filter(spells, words(part))
                self._sounding.update(spoken)
                if name == CORE_FIELD:
                    self._core.update(spoken)
        roots = self._roots(document.card["themes"])
        for token, weight in weights.items():
            self._count(token, roots, LESSON_SHARE * math.log1p(weight))

    def save(self) -> None:
        """Replaces the lexicon in one transaction."""
        self._add_vocabulary()
        rows = self._rows()
        with transaction.atomic():
            IndexWord.objects.all().delete()
            IndexWord.objects.bulk_create(rows, batch_size=500)

    def _add_vocabulary(self) -> None:
        themes_of: dict[str, list[str]] = defaultdict(list)
        for word, code in self._vocabulary.theme_words:
            themes_of[word].append(code)
            spoken = {part for part in {word, *words(word)} if spells(part)}
            self._sounding |= spoken
            self._core |= spoken
        for word, codes in themes_of.items():
            self._count_all(word, self._roots(codes), ALIAS_WEIGHT)
        for said, meant in self._vocabulary.expansions:
            codes = [code for word in meant for code in themes_of.get(word, [])]
            if codes:
                self._count_all(said, self._roots(codes), SYNONYM_WEIGHT)

    def _roots(self, codes: Iterable[str]) -> list[str]:
        return list(dict.fromkeys(self._vocabulary.roots.get(code, code) for code in codes))

    def _count_all(self, text: str, roots: list[str], weight: float) -> None:
        for token in _features(text):
            self._count(token, roots, weight)

    def _count(self, token: str, roots: list[str], weight: float) -> None:
        counted = self._weights[token]
        for root in roots:
            counted[root] += weight / len(roots)

    def _rows(self) -> list[IndexWord]:
        totals: dict[str, float] = defaultdict(float)
        for weights in self._weights.values():
            for root, weight in weights.items():
                totals[root] += weight
        whole = sum(totals.values()) or 1.0
        priors = {root: total / whole for root, total in totals.items()}
        scored = []
        for token in self._weights.keys() | self._sounding:
            if len(token) > 40:
                continue
            leanings, information = _leanings(self._weights.get(token, {}), priors)
            scored.append((token not in self._core, -information, token, leanings))
        scored.sort(key=lambda entry: entry[:3])
        return [self._row(token, leanings) for _, _, token, leanings in scored[:MAX_WORDS]]

    def _row(self, token: str, leanings: dict[str, float]) -> IndexWord:
        sounds = token in self._sounding
        return IndexWord(
            word=token,
            documents=self._documents[token],
            pinyin=blurred(pinyin(token)) if sounds else "",
            initials=initials(token) if sounds else "",
            core=token in self._core,
            leanings=leanings,
        )


def _leanings(weights: Mapping[str, float], priors: Mapping[str, float]) -> tuple[dict[str, float], float]:
    """The logarithms of a token's odds, and how much it tells in all. `REST` stands for all other themes."""
    total = sum(weights.values())
    odds = {
        root: math.log((weight + SMOOTHING * priors[root]) / (total + SMOOTHING) / priors[root])
        for root, weight in weights.items()
    }
    information = sum(weights[root] * value for root, value in odds.items())
    rest = math.log(SMOOTHING / (total + SMOOTHING))
    return {**{root: round(value, 3) for root, value in odds.items()}, REST: round(rest, 3)}, information


def _features(text: str) -> frozenset[str]:
    """What of a text may tell its theme: its tokens, and its characters, whose meaning new words keep."""
    return _features_short(text) if len(text) <= SHORT else _told(text)


def _told(text: str) -> frozenset[str]:
    return frozenset((*tokens(text), *characters(text)))


# The names and aliases of themes come with every document.
_features_short = lru_cache(maxsize=8192)(_told)


@lru_cache(maxsize=8192)
def _spoken(text: str) -> frozenset[str]:
    return frozenset(filter(spells, words(text)))


def theme_evidence(
    text: str, roots: Iterable[str], said: Mapping[str, set[str]], named: Container[str]
) -> dict[str, float]:
    """How likely each root theme is what a text is about: shares that add up to one; empty when nothing tells.
    `said` are sayings in the text whose themes are known; of these `named` are the themes' own words."""
    spoken = set(words(text))
    known = IndexWord.objects.filter(word__in=_features(text)).values_list("word", "leanings")
    sums = dict.fromkeys(roots, 0.0)
    telling, telling_words = False, 0.0
    for word, leanings in known:
        if not leanings:
            continue
        filler = is_filler(word)
        share = FILLER_SHARE if filler else 1.0 if word in spoken else PART_SHARE
        # A character tells more, but never alone.
        telling = telling or (not filler and (word in spoken or len(word) > 1))
        rest = leanings.get(REST, 0.0)
        telling_words += 0.0 if filler else share
        for root in sums:
            sums[root] += share * leanings.get(root, rest)
    for saying, codes in said.items():
        for root in codes & sums.keys():
            sums[root] += (NAMED if saying in named else MEANT) * math.sqrt(len(saying) / 2) / len(codes)
    if not (telling or said) or not sums:
        return {}
    highest = max(sums.values())
    calm = max(1.0, math.sqrt(telling_words / INDEPENDENT))
    odds = {root: math.exp((value - highest) / calm) for root, value in sums.items()}
    whole = sum(odds.values())
    return {root: value / whole for root, value in odds.items()}


def words_by_sound(sounds: Iterable[str]) -> dict[str, list[Sounding]]:
    """The words of the index that sound like one of these (blurred pinyin)."""
    return _sounding("pinyin", sounds)


def words_by_initials(letters: Iterable[str]) -> dict[str, list[Sounding]]:
    """The words of the index whose syllables begin with these letters."""
    return _sounding("initials", letters)


def _sounding(field: str, keys: Iterable[str]) -> dict[str, list[Sounding]]:
    found: dict[str, list[Sounding]] = defaultdict(list)
    rows = IndexWord.objects.filter(**{f"{field}__in": [key for key in keys if key]})
    for key, *told in rows.values_list(field, "word", "documents", "core"):
        found[key].append(Sounding(*told))
    return dict(found)
