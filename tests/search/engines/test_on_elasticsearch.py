"""The tests of the whole room again, with Elasticsearch behind it: what happens to an item happens to its
document, and what a visitor sees is the same."""

import importlib
from dataclasses import replace
from types import ModuleType

import pytest
from django.core.management import call_command

from search import indexing, outbox
from search.documents import documents
from search.engines import engine
from search.engines.elastic import ElasticEngine
from search.models import OutboxRow

ROOM = [
    "test_indexing",
    "test_marks",
    "test_upkeep",
    "test_views",
    "test_finding",
    "test_suggest",
    "test_api",
]
# They look into the embedded engine's own module or folder.
EMBEDDED_ONLY = {"test_another_analysis_makes_the_index_stale"}


@pytest.fixture(autouse=True)
def with_elasticsearch(on_elasticsearch):
    """After the room's own fixture, which names the embedded engine."""


def room_modules() -> list[ModuleType]:
    found = []
    for name in ROOM:
        try:
            found.append(importlib.import_module(f"tests.search.{name}"))
        except ModuleNotFoundError:
            continue
    return found


for module in room_modules():
    globals().update(
        (name, test)
        for name, test in vars(module).items()
        if name.startswith("test_") and name not in EMBEDDED_ONLY
    )


def test_a_refused_document_stops_no_other_and_is_told(make_lesson, rebuilt, indexed_ids, monkeypatch):
    good, bad = make_lesson("好"), make_lesson("坏")

    def with_a_bad_one(ids, versions=None):
        for document in documents(ids, versions):
            yield replace(document, facets={"kind": ["x" * 40_000]}) if document.id == bad.pk else document

    monkeypatch.setattr(indexing, "documents", with_a_bad_one)
    assert set(indexing.rebuild().failed) == {bad.pk}
    assert indexed_ids() == {good.pk}
    good.save()
    bad.save()
    assert indexing.drain().failed == [bad.pk]
    assert set(outbox.pending()) == {bad.pk}
    assert OutboxRow.objects.get(pk=bad.pk).last_error


def test_a_late_write_of_what_was_withdrawn_changes_nothing(make_lesson, rebuilt, indexed_ids):
    lesson = make_lesson("写作业磨蹭")
    rebuilt()
    late = list(documents([lesson.pk], outbox.versions()))
    lesson.unpublish()
    indexing.drain()
    with engine().writing() as writing:
        writing.upsert(late[0])
    assert indexed_ids() == set()


def test_the_room_really_asks_elasticsearch(db):
    assert isinstance(engine(), ElasticEngine)


def test_another_analysis_makes_an_index_of_elasticsearch_stale(make_lesson, rebuilt, monkeypatch):
    rebuilt()
    assert indexing.is_current()
    monkeypatch.setattr("search.engines.elastic.ANALYSIS_VERSION", "another")
    assert not indexing.is_current()
    call_command("search_rebuild", "--if-needed", verbosity=0)
    assert indexing.is_current()
