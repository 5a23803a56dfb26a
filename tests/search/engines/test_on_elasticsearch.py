"""The tests of the whole room again, with Elasticsearch behind it: what happens to an item happens to its
document, and what a visitor sees is the same."""

import importlib
from types import ModuleType

import pytest
from django.core.management import call_command

from search import indexing
from search.engines import engine
from search.engines.elastic import ElasticEngine

ROOM = ["test_indexing", "test_views", "test_finding", "test_suggest", "test_api"]
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


def test_the_room_really_asks_elasticsearch(db):
    assert isinstance(engine(), ElasticEngine)


def test_another_analysis_makes_an_index_of_elasticsearch_stale(make_lesson, rebuilt, monkeypatch):
    rebuilt()
    assert indexing.is_current()
    monkeypatch.setattr("search.engines.elastic.ANALYSIS_VERSION", "another")
    assert not indexing.is_current()
    call_command("search_rebuild", "--if-needed", verbosity=0)
    assert indexing.is_current()
