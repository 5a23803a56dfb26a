"""The search of the admin itself (explorer, choosers) in Chinese, on SQLite and PostgreSQL.

Wagtail's database search takes a run of Han characters for one word, so that 手机 would not find
初中生手机管理三步法. Decided here: a run is indexed as its pairs of neighbours and its single characters, and
asked for as pairs; all else stays Wagtail's. Traditional characters are not simplified, no word is guessed:
that is the visitors' search (the search room), which this is not.
"""

import re
import unicodedata
from collections.abc import Callable, Iterable
from copy import copy
from typing import Any

from django.utils.encoding import force_str
from modelsearch.backends import database
from modelsearch.index import BaseField, RelatedFields
from modelsearch.query import And, Boost, Not, Or, Phrase, PlainText, SearchQuery

_HAN = re.compile("[\u3007\u3400-\u4dbf\u4e00-\u9fff\uf900-\ufaff\U00020000-\U0003ffff]+")
# SQLite's full text search would read these as its own language and fail.
_SYNTAX = re.compile(r'["\\\x00]')
# PostgreSQL refuses a document of more than 1 MB of words; an editor finds an item by its beginning.
MAX_INDEXED = 20_000
# A pasted page of text would become hundreds of conditions.
MAX_ASKED = 100


def indexed_text(value: Any) -> str:
    """A field's value as the index holds it: pairs first, in order and unbroken, so that a phrase still works."""
    text = unicodedata.normalize("NFKC", _flat(value)[:MAX_INDEXED])
    return _HAN.sub(lambda run: f" {_pairs(run.group())} {' '.join(run.group())} ", text)


def asked_text(text: str) -> str:
    """What a person typed as the index knows it."""
    folded = _SYNTAX.sub(" ", unicodedata.normalize("NFKC", text.strip()[:MAX_ASKED]))
    terms = _HAN.sub(lambda run: f" {_pairs(run.group())} ", folded).split()
    return " ".join(term for term in terms if any(map(str.isalnum, term)))  # a comma is no condition


def asked(query: SearchQuery | str) -> SearchQuery | str:
    """The same question in pairs, however it is put together."""
    if isinstance(query, str):
        return asked_text(query)
    if isinstance(query, PlainText):
        return PlainText(asked_text(query.query_string), operator=query.operator, boost=query.boost)
    if isinstance(query, Phrase):
        return Phrase(asked_text(query.query_string))
    if isinstance(query, And | Or):
        return type(query)([asked(part) for part in query.subqueries])
    if isinstance(query, Not):
        return Not(asked(query.subquery))
    if isinstance(query, Boost):
        return Boost(asked(query.subquery), query.boost)
    return query


def _pairs(run: str) -> str:
    return run if len(run) == 1 else " ".join(run[i : i + 2] for i in range(len(run) - 1))


def _flat(value: Any) -> str:
    """The shapes of values that Wagtail's own indexers know."""
    if isinstance(value, dict):
        value = list(value.values())
    return ", ".join(map(_flat, value)) if isinstance(value, list) else force_str(value)


class _InPairs:
    """An object as its indexer sees it: the same, but its fields give pairs."""

    def __init__(self, original: Any) -> None:
        self.original = original
        self.pk = original.pk

    def get_search_fields(self) -> list[BaseField]:
        return [
            _field_in_pairs(field, lambda _: self.original) for field in self.original.get_search_fields()
        ]


def _field_in_pairs(field: BaseField, whose: Callable[[Any], Any]) -> BaseField:
    """A copy of a field (fields belong to the model and are shared) whose values come in pairs."""
    changed = copy(field)
    if isinstance(field, RelatedFields):
        changed.fields = [_field_in_pairs(below, lambda related: related) for below in field.fields]
        changed.get_value = lambda given: field.get_value(whose(given))
    else:
        changed.get_value = lambda given: indexed_text(field.get_value(whose(given)))
    return changed


def SearchBackend(params: dict[str, Any]) -> Any:  # the name that Wagtail looks for
    """Wagtail's backend for the database in use, with indexing and asking in pairs."""
    backend = database.SearchBackend(params)
    plain, plain_index = type(backend), type(backend).index_class

    class PairsIndex(plain_index):  # type: ignore[valid-type, misc]
        def add_items(self, model: Any, objs: Iterable[Any]) -> None:
            super().add_items(model, [_InPairs(obj) for obj in objs])

    class PairsBackend(plain):  # type: ignore[valid-type, misc]
        index_class = PairsIndex

        def _search(self, compiler: Any, query: Any, model_or_queryset: Any, **kwargs: Any) -> Any:
            if kwargs.get("fields"):
                # PostgreSQL would read the fields themselves, where there are no pairs.
                kwargs["fields"] = None
            return super()._search(compiler, asked(query), model_or_queryset, **kwargs)

    return PairsBackend(params)
