"""How long a page waits for the engine: once, however many questions it asks."""

from search.engines.embedded import EmbeddedEngine
from search.engines.patience import SPARE_SECONDS, is_spare, patience, seconds_left
from search.related import related_items


def test_all_questions_of_one_page_share_what_a_visitor_waits(
    client, make_lesson, rebuilt, monkeypatch, settings
):
    make_lesson("磨蹭", grades=["P3"])
    rebuilt()
    settings.SEARCH_TIMEOUT = 0.7
    left, search = [], EmbeddedEngine.search

    def noting(engine, query):
        left.append(seconds_left(99))
        return search(engine, query)

    monkeypatch.setattr(EmbeddedEngine, "search", noting)
    client.get("/search/", {"q": "磨蹭", "grade": "J1"})
    assert len(left) > 1
    assert sorted(left, reverse=True) == left
    assert left[0] <= 0.7


def test_who_waits_inside_of_a_shorter_wait_waits_no_longer():
    assert seconds_left(99) == 99
    with patience(1), patience(5):
        assert seconds_left(99) <= 1
    assert seconds_left(99) == 99


def test_an_item_page_waits_a_quarter_of_a_second_for_what_is_near_it(items, rebuilt, monkeypatch):
    lesson = items.lesson(title="磨蹭", themes=["T0401"])
    rebuilt()
    waits, search = [], EmbeddedEngine.search

    def noting(engine, query):
        waits.append((seconds_left(99), is_spare()))
        return search(engine, query)

    monkeypatch.setattr(EmbeddedEngine, "search", noting)
    related_items(lesson)
    ((left, without),) = waits
    assert left <= SPARE_SECONDS
    assert without
    assert not is_spare()
