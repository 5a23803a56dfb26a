"""The vocabularies as every page needs them: read once, kept for half a minute.

A rename is seen at once by the process that made it and by the others within CACHED_SECONDS.
"""

from dataclasses import dataclass
from typing import Any

from django.core.cache import cache

from catalog.models.reading import read
from catalog.models.vocabulary import Term

CACHED_SECONDS = 30


@dataclass(frozen=True)
class TermInfo:
    """A term without its row. `parent` is the code of the root that holds it, `successor` that of the term
    which it was merged into; both may be empty."""

    pk: int
    code: str
    name: str
    parent: str
    sort: int
    active: bool
    successor: str


def terms(model: type[Term]) -> dict[int, TermInfo]:
    """All terms of a vocabulary by primary key, in its order."""
    return read(_key(model), lambda: _terms(model))


def _terms(model: type[Term]) -> dict[int, TermInfo]:
    key = _key(model)
    found: dict[int, TermInfo] | None = cache.get(key)
    if found is None:
        merges = ("merged_into",) if hasattr(model, "merged_into") else ()
        found = {
            term.pk: TermInfo(
                pk=term.pk,
                code=term.code,
                name=term.name,
                parent=term.parent.code if term.parent else "",
                sort=term.sort,
                active=term.active,
                successor=term.resolved().code if merges and term.merged_into_id else "",
            )
            for term in model.objects.order_by("sort", "code").select_related("parent", *merges)
        }
        cache.set(key, found, CACHED_SECONDS)
    return found


def rows_of_today(model: type[Term], rows: list[dict[str, Any]]) -> list[dict[str, Any]]:
    """The tags that a revision was saved with, as they are meant now: a merged term is its successor."""
    known = terms(model)
    by_code = {term.code: pk for pk, term in known.items()}
    successors = {pk: by_code[term.successor] for pk, term in known.items() if term.successor in by_code}
    if not any(row["tag"] in successors for row in rows):
        return rows
    kept = [row for row in rows if row["tag"] not in successors]
    there = {row["tag"] for row in kept}
    moved = dict.fromkeys(successors[row["tag"]] for row in rows if row["tag"] in successors)
    return kept + [{**rows[0], "pk": None, "tag": tag} for tag in moved if tag not in there]


def forget_terms(sender: type[Term], **kwargs: Any) -> None:
    """A vocabulary changed (signal receiver)."""
    cache.delete(_key(sender))


def _key(model: type[Term]) -> str:
    return f"catalog.terms.{model.__name__}"
