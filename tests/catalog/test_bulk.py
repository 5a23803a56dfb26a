"""Bulk loads are indexed for the admin once, and only when there was something to index."""

import pytest

from catalog import bulk


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
    assert commands == ["update_index", "rebuild_references_index"]


def test_what_was_loaded_is_found_in_the_admin(items):
    from catalog.models import LessonPage

    with bulk.quiet_admin_indexing():
        items.lesson(title="needle in the haystack")
    assert [page.title for page in LessonPage.objects.search("needle")] == ["needle in the haystack"]
