"""A CatalogQuery to what an engine is asked. Pure: no request, no engine, no database.

Every weight is a constant here, its reason beside it.
"""

from search.analysis import tokens
from search.documents import FACET_NAMES
from search.engines.base import Anything, Best, Clause, CompiledQuery, Some, Term
from search.query import CatalogQuery

# A lesson's title is written to say what it is for, in few words.
TITLE = 3.0
# Names and aliases of its themes: professional and colloquial words for the same worry.
TOPIC = 2.0
# The theme above: right in kind, too wide to decide.
TOPIC_WIDE = 0.7
# Summary and key points: what a parent gets from it, in the author's words.
LEAD = 1.6
# What to do at home and what to talk about.
PRACTICE = 1.0
# The text itself: mentions many things in passing.
BODY = 1.0
# Spoken sentences: as the text, with the noise of speech.
SPOKEN = 0.8
# A name is either the whole query or chance.
PEOPLE = 1.0
WEIGHTS = {
    "title": TITLE,
    "topic": TOPIC,
    "topic_wide": TOPIC_WIDE,
    "lead": LEAD,
    "practice": PRACTICE,
    "body": BODY,
    "spoken": SPOKEN,
    "people": PEOPLE,
}
# A word in several fields says more than in one, but much less than two words do.
FIELD_TIE = 0.3
# How many of a query's tokens must be there: without a floor every lesson answers everything.
MINIMUM_SHARE = 0.2


def compiled(query: CatalogQuery) -> CompiledQuery:
    """The question for an engine."""
    return CompiledQuery(
        match=match_clause(query.text),
        filters=query.filters,
        sort=query.sort,
        offset=query.offset,
        limit=query.page_size,
        facets=FACET_NAMES,
    )


def match_clause(text: str) -> Clause:
    """Documents that hold enough of the text's tokens, in whatever fields."""
    wanted = list(dict.fromkeys(tokens(text)))
    if not wanted:
        return Anything()
    return Some(tuple(anywhere(token) for token in wanted), minimum=max(1, int(len(wanted) * MINIMUM_SHARE)))


def anywhere(token: str) -> Best:
    """A token in whichever field it weighs most."""
    return Best(tuple(Term(name, token, weight) for name, weight in WEIGHTS.items()), FIELD_TIE)
