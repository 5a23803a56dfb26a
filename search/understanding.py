"""From words to what is meant: what is heard, what else it is called, which theme it is about, what was mistyped.

This is the one place of a search that reads vocabularies and lexicon, and asks the engine how common words are; what
comes out is plain data, from which ranking.py builds the question. Not here: what each of these weighs (ranking.py).
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field

from search.analysis import normalise, stands
from search.correction import corrected
from search.engines.base import Frequencies
from search.frequencies import Held
from search.heard import Heard, hear
from search.help import Card, card_for
from search.lexicon import theme_evidence, words_by_initials, words_by_sound
from search.query import CatalogQuery
from search.vocabulary import Vocabulary, vocabulary
from search.wording import as_terms, distinct_tokens


@dataclass(frozen=True)
class Understanding:
    """`rest` is the text without what was heard in it; `meanings` other words for parts of it, together those for
    one part; `themes` the likely root themes with their shares; `corrected` the whole text where something was
    mistyped; `card` the help to show before all results; `frequencies` how common its words are in the index."""

    rest: str = ""
    heard: tuple[Heard, ...] = ()
    meanings: tuple[tuple[str, ...], ...] = ()
    themes: tuple[tuple[str, float], ...] = ()
    corrected: str | None = None
    card: Card | None = None
    frequencies: Frequencies = field(default_factory=Frequencies)

    @property
    def expansions(self) -> tuple[str, ...]:
        """All other words, each once."""
        return tuple(dict.fromkeys(word for meant in self.meanings for word in meant))


def understand(query: CatalogQuery, known: Vocabulary | None = None) -> Understanding:
    """What is meant by the words of a query; by those of another vocabulary where somebody tries one."""
    known = known or vocabulary()
    typed = normalise(query.text)
    sayings = said(typed, known)
    held = Held([*distinct_tokens(typed), *_tokens_of_others(sayings)])
    normal = typed
    if not query.exact:
        normal = corrected(typed, by_sound=words_by_sound, by_initials=words_by_initials, is_known=held.known)
    if normal != typed:
        sayings = said(normal, known)
    heard = tuple(one for one in hear(normal, known.names) if one.key not in query.unheard)
    rest = without(normal, heard)
    meanings = tuple(
        others
        for meant in sayings.values()
        if (others := tuple(word for word in meant if word not in normal))
    )
    evidence = theme_evidence(
        rest,
        set(known.roots.values()),
        themes_said(sayings, known),
        named={word for word, _ in known.theme_words},
    )
    themes = tuple(sorted(evidence.items(), key=lambda pair: (-pair[1], pair[0])))
    card = card_for(typed, known.cards, known.harmless) or card_for(normal, known.cards, known.harmless)
    frequencies = held.of([*distinct_tokens(rest), *_tokens_of_others(sayings)])
    return Understanding(
        rest, heard, meanings, themes, normal if normal != typed else None, card, frequencies
    )


def _tokens_of_others(sayings: Mapping[str, Iterable[str]]) -> list[str]:
    return [token for others in sayings.values() for word in others for token in as_terms(word)]


def without(normal: str, heard: tuple[Heard, ...]) -> str:
    """The text without the words for grades, counties and lengths: they lift or filter by themselves. Words for
    kinds stay, since lessons speak of museums too."""
    for one in heard:
        if one.type != "kind":
            normal = normal.replace(one.text, " ")
    return normal


def said(normal: str, known: Vocabulary) -> dict[str, tuple[str, ...]]:
    """The sayings of synonyms and the themes' own words in the text, with other words for each. Of one inside a
    longer one only the longer is meant: who says 分离焦虑 does not speak of 焦虑."""
    found = {words: meant for words, meant in known.expansions if words in normal and stands(words, normal)}
    for word, _ in known.theme_words:
        if word in normal and stands(word, normal):
            found.setdefault(word, ())
    return {
        words: meant
        for words, meant in found.items()
        if not any(words != longer and words in longer for longer in found)
    }


def themes_said(sayings: Mapping[str, tuple[str, ...]], known: Vocabulary) -> dict[str, set[str]]:
    """The root themes of which each saying speaks: by its own name, or by the words that it stands for."""
    roots: dict[str, set[str]] = {}
    for word, code in known.theme_words:
        roots.setdefault(word, set()).add(known.roots[code])
    told = {
        words: set().union(*(roots.get(word, set()) for word in (words, *meant)))
        for words, meant in sayings.items()
    }
    return {words: codes for words, codes in told.items() if codes}
