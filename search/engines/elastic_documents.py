"""What an index of Elasticsearch looks like, and how a document lies in it.

Decided here: the mapping is strict, so that a misspelt field is an error and not a new column; text is cut at the
spaces that analysis.py put between tokens and at nothing else; token fields and facets are searched and counted but not
kept, since a document is always made anew from the database; the document's version is Elasticsearch's own (external), which
therefore orders late and repeated writes by itself.
"""

import json
from collections.abc import Mapping
from typing import Any

from elasticsearch.dsl import Index, Keyword, Long, Text, analyzer, tokenizer
from elasticsearch.dsl import Mapping as IndexMapping

from search.documents import FACET_NAMES, PARTS_VERSION, STARTS_FIELD, TEXT_FIELDS, IndexDocument
from search.engines.columns import COLUMNS

TOKEN_FIELDS = (*TEXT_FIELDS, STARTS_FIELD)
# Raised whenever the mapping changes; an index of another one is stale.
SCHEMA_VERSION = f"4-{PARTS_VERSION}"
# Elasticsearch refuses a token of more than 32,766 bytes and by default cuts at 255 characters, Tantivy at
# neither. Nobody asks for so long a word (queries have 200 characters); it only must not be cut or refused.
MAX_TOKEN = 8000
# What is written is made visible at the end of the writing; this is the net below that.
REFRESH = "5s"
# Into so many pieces is put together what was filled, since each piece more is looked through by every question; more
# than one, since the server looks through them side by side. 1,000,000 documents take 2.4 GB then instead of 4.7
# (`GET _cat/indices` while benchmarks/search_speed.py fills, and afterwards).
SEGMENTS = 4
FILLING = {"refresh_interval": "-1", "number_of_replicas": 0}
# How long a removed document's version keeps late writes out. A minute is the default; a request that was stuck on
# the way may come later.
TOMBSTONES = "1h"

_spaces = analyzer(
    "tokens", type="custom", tokenizer=tokenizer("spaces", "whitespace", max_token_length=MAX_TOKEN)
)


def mapping(facts: Mapping[str, object]) -> IndexMapping:
    """The fields; `facts` are kept with them."""
    shape = IndexMapping()
    shape.meta("dynamic", "strict")
    shape.meta("_source", excludes=[*TOKEN_FIELDS, "is_*", *(column.name for column in COLUMNS)])
    shape.meta("_meta", **facts)
    for name in ("id", "newest", "shortest"):
        shape.field(name, Long(index=name == "id"))
    shape.field("digest", Keyword(index=False))
    # A string and not an object: nothing in it is a field, and what is no Unicode was replaced before.
    shape.field("stored", Keyword(index=False, doc_values=False))
    for name in TOKEN_FIELDS:
        # No positions: neighbours are bigrams already.
        shape.field(name, Text(analyzer=_spaces, index_options="freqs"))
    for name in FACET_NAMES:
        shape.field(f"is_{name}", Keyword(doc_values=False))
    for column in COLUMNS:
        # Every search counts all facets: what that needs is made when the index is refreshed, not by a reader.
        shape.field(column.name, Keyword(index=False, eager_global_ordinals=True))
    return shape


def new_index(name: str, facts: Mapping[str, object], *, shards: int) -> Index:
    """An empty index to be filled: nobody reads it yet, so it has neither copies nor refreshes."""
    index = Index(name)
    index.settings(number_of_shards=shards, gc_deletes=TOMBSTONES, **FILLING)
    index.mapping(mapping(facts))
    return index


def body(document: IndexDocument) -> dict[str, Any]:
    """A document as it is written."""
    return {
        "id": document.id,
        "digest": document.digest,
        "newest": document.newest,
        "shortest": document.shortest,
        "stored": json.dumps(document.stored(), ensure_ascii=False).encode("utf-8", "replace").decode(),
        **document.tokens(),
        **{f"is_{name}": values for name, values in document.facets.items()},
        **{column.name: column.values(document.facets) for column in COLUMNS},
    }
