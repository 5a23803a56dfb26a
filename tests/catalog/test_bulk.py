"""Bulk loads are indexed for the admin once, and only when there was something to index."""

import pytest
from wagtail.models import ReferenceIndex

from catalog import bulk
from catalog.models import CatalogPage


@pytest.fixture
def commands(monkeypatch):
    called = []
    monkeypatch.setattr(bulk, "call_command", lambda name, **kwargs: called.append(name))
    return called


def test_nothing_saved_indexes_nothing(db, commands):
    with bulk.quiet_admin_indexing():
        pass
    assert commands == []


def test_saves_inside_are_indexed_once_on_leaving(items, commands):
    with bulk.quiet_admin_indexing():
        items.lesson()
        items.lesson()
    assert commands == ["update_index"]


def test_the_admin_knows_who_uses_what_was_loaded(items):
    with bulk.quiet_admin_indexing():
        linked = items.lesson()
        linking = items.plan(links=[linked])
    users = ReferenceIndex.get_references_to(CatalogPage.objects.get(pk=linked.pk))
    assert [int(use.object_id) for use in users] == [linking.pk]


def test_what_was_loaded_is_found_in_the_admin(items):
    from catalog.models import LessonPage

    with bulk.quiet_admin_indexing():
        items.lesson(title="needle in the haystack")
    assert [page.title for page in LessonPage.objects.search("needle")] == ["needle in the haystack"]
