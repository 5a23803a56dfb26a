"""A CatalogQuery and what was understood of it to what an engine is asked. Pure: no request, engine or database.

Every weight is a constant here, its reason beside it, but for what the parts of a text weigh (documents.PARTS). Tuned on the judged lists `given` and `tuned`; other themes
and wordings (`held_out`) were only measured (tests/search/judged/).
"""

import math
from collections.abc import Iterable, Iterator, Mapping

from catalog.facets import MINUTES
from search.analysis import words
from search.documents import FACET_NAMES
from search.engines.base import Anything, Best, Clause, CompiledQuery, Frequencies, Has, Some, Term
from search.heard import Heard
from search.query import CatalogQuery
from search.telling import most_telling
from search.understanding import Understanding
from search.wording import as_terms, distinct_tokens, is_filler

# The whole text, title included; its parts weigh what documents.PARTS says. As heavy as SCALE takes it for.
TEXT = 2.0
# A title is written to say in few words what a lesson is for: the question's words count there once more. Not their
# pairs, other words for them, or fillers: of 1,261 judged questions these decide one.
TITLE = 1.0
# Two neighbours that are no word say that the words stand together; less than a word does. Measured on general
# questions (benchmarks/retrieval.py) with titles and without: 0.5 gives MRR@10 0.9856 and 0.9849, 0.6 0.9870 and
# 0.9848; 0.7 without titles 0.9844.
PAIR = 0.6
# Another word for what was said: found where the word itself is not, never before it.
EXPANSION = 0.4
# Of several words for the same thing one decides; the others tell a little more.
EXPANSION_TIE = 0.3
# How many of the tokens that carry a query must be there, or of other words for them: without a floor every lesson
# answers everything. Measured on general questions: 0.3 loses half a percent of the answers, 0.2 none, 0.1 ranks best.
MINIMUM_SHARE = 0.1

# Lifts are constants beside BM25 scores, whose best ones grow about as the root of the number of tokens
# (measured: 21 for one token, 61 for eight, 82 for fourteen).
SCALE = 21.0
# The theme that the words of all lessons point to: decides between equals and lets no stray word win. Measured on
# `blind_b`, nDCG@10: 0.4 gives 0.818, 0.6 0.836, 0.8 0.840.
THEME = 0.7
# A theme less likely than this is noise.
THEME_FLOOR = 0.05
# The grade that was named; its stage when there is nothing for the very grade.
GRADE = 0.25
STAGE = 0.12
# The stage that the device says the child is in: a nudge.
CHILD = 0.08
# A length that was named, and a kind or county that could not filter.
MINUTES_HEARD = 0.2
UNFILTERED = 0.3

# Where nobody asked how common words are, all of them find.
NOT_KNOWN = Frequencies()
# A heard kind is a filter on one of two facets: forms are kinds of lessons.
FORMS = {"case": "CASE", "micro": "MICRO", "lect": "LECT"}


def compiled(query: CatalogQuery, meant: Understanding, *, filtering: Iterable[Heard] = ()) -> CompiledQuery:
    """The question for an engine. `filtering` are the findings that narrow; the others only lift."""
    narrowing = list(filtering)
    match, wordy = word_clauses(meant.rest, meant.meanings, meant.frequencies)
    unit = scale(distinct_tokens(meant.rest))
    return CompiledQuery(
        match=match,
        lifts=(*wordy, *lifts(query, meant, unit, [h for h in meant.heard if h not in narrowing])),
        filters=narrowed(query.filters, narrowing),
        sort=query.sort,
        offset=query.offset,
        limit=query.page_size,
        facets=FACET_NAMES,
    )


def narrowed(chosen: Mapping[str, tuple[str, ...]], filtering: Iterable[Heard]) -> dict[str, tuple[str, ...]]:
    """The filters that were chosen, and those that were heard: any of two counties, but nothing beside a choice."""
    heard: dict[str, tuple[str, ...]] = {}
    for name, value in map(facet_value, filtering):
        heard[name] = (*heard.get(name, ()), value)
    return {**heard, **chosen}


def scale(wanted: list[str]) -> float:
    """About the score of a good hit for so many tokens."""
    return SCALE * math.sqrt(max(1, sum(not is_filler(token) for token in wanted)))


def word_clauses(
    text: str, meanings: Iterable[Iterable[str]] = (), frequencies: Frequencies = NOT_KNOWN
) -> tuple[Clause, tuple[Clause, ...]]:
    """What must match, and what of the words only lifts. A document must hold enough of what carries the question,
    or another word for it; that a word stands in the title lifts."""
    wanted = distinct_tokens(text)
    real = set(words(text))
    carrying = [token for token in wanted if not is_filler(token)] or wanted
    asked = [Term("text", token, TEXT * (1.0 if token in real else PAIR)) for token in carrying]
    needed, common = most_telling([*asked, *_meant(meanings, wanted)], frequencies)
    titles = (Term("title", token, TITLE) for token in carrying if token in real)
    # What only lifts may be there as well.
    minimum = max(1, int(len(asked) * MINIMUM_SHARE) - len(common))
    return (Some(needed, minimum) if needed else Anything()), (*common, *titles)


def _meant(meanings: Iterable[Iterable[str]], wanted: list[str]) -> Iterator[Clause]:
    """For each thing that was said the best of the other words for it, so that many do not drown what was typed."""
    for meant in meanings:
        if others := _other_words(meant, wanted):
            parts = (Some(tuple(Term("text", t, TEXT * EXPANSION) for t in terms)) for terms in others)
            yield Best(tuple(parts), EXPANSION_TIE)


def _other_words(meant: Iterable[str], wanted: list[str]) -> list[list[str]]:
    """Other words for one thing, each as the tokens that were not asked for anyway."""
    return [left for word in meant if (left := [t for t in as_terms(word) if t not in wanted])]


def lifts(query: CatalogQuery, meant: Understanding, unit: float, heard: Iterable[Heard]) -> Iterable[Clause]:
    """What makes a hit better without being asked for in words."""
    for theme, share in meant.themes:
        if share >= THEME_FLOOR:
            yield Has("theme", (theme,), THEME * unit * share)
    for finding in heard:
        yield from _heard_lifts(finding, unit)
    if query.stage:
        yield Has("grade", (query.stage,), CHILD * unit)


def _heard_lifts(finding: Heard, unit: float) -> Iterable[Clause]:
    match finding.type:
        case "grade":
            yield Has("grade", (finding.value,), GRADE * unit)
            yield Has("grade", (finding.stage,), STAGE * unit)
        case "stage":
            yield Has("grade", (finding.value,), GRADE * unit)
        case "minutes":
            fitting = tuple(limit for limit in MINUTES if int(limit) <= int(finding.value)) or ("10",)
            yield Has("minutes", fitting, MINUTES_HEARD * unit)
        case _:
            name, value = facet_value(finding)
            yield Has(name, (value,), UNFILTERED * unit)


def facet_value(finding: Heard) -> tuple[str, str]:
    """The facet and the stored value that a finding stands for."""
    if finding.type == "kind" and finding.value in FORMS:
        return "form", FORMS[finding.value]
    return {"stage": "grade"}.get(finding.type, finding.type), finding.value
