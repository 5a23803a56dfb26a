"""What is counted of the questions, and that nobody can be read out of it."""

from datetime import date, timedelta

import pytest

from search import asking
from search.asking import MANY_DAYS, MANY_TIMES, flush, is_countable, note_asked
from search.models import AskedQuery, SearchWords
from search.query import parse_text
from search.understanding import understand
from search.vocabulary import forget

DAY = date(2026, 9, 1)


@pytest.fixture(autouse=True)
def counted_here_and_now(make_lesson, rebuilt):
    """What other tests asked is forgotten before and what these asked after."""
    make_lesson("写作业磨蹭")
    rebuilt()
    asking._waiting.clear()
    yield
    asking._waiting.clear()


def ask(text, times=1, day=DAY):
    query = parse_text(text)
    meant = understand(query)
    for _ in range(times):
        note_asked(query.normal, meant)
    flush(day)


def rows():
    return list(AskedQuery.objects.values_list("text", "times", "days"))


def test_nothing_readable_is_kept_until_many_asked_the_same():
    ask("写作业磨蹭", times=MANY_TIMES * 3)
    assert rows() == [("", MANY_TIMES * 3, 1)]
    stored = AskedQuery.objects.values().get()
    assert "磨蹭" not in str(stored)
    for number in range(1, MANY_DAYS):
        ask("写作业磨蹭", day=DAY + timedelta(days=number))
    assert rows() == [("写作业磨蹭", MANY_TIMES * 3 + MANY_DAYS - 1, MANY_DAYS)]


def test_a_few_on_many_days_are_still_nobodys_to_read():
    for number in range(MANY_DAYS + 2):
        ask("写作业磨蹭", day=DAY + timedelta(days=number))
    assert rows() == [("", MANY_DAYS + 2, MANY_DAYS + 2)]


def test_the_digest_cannot_be_made_without_the_secret(settings):
    here = asking.digest("写作业磨蹭")
    settings.SECRET_KEY = "another-installation"
    assert asking.digest("写作业磨蹭") != here


@pytest.mark.parametrize(
    "text",
    [
        "孩子不想活了",
        "我的电话13800000000",
        "怎么才能加微信",
        "孩子" * 20,
    ],
)
def test_danger_numbers_blocked_words_and_long_texts_are_never_counted(text):
    query = parse_text(text)
    assert not is_countable(query.normal, understand(query))
    ask(text, times=50)
    assert rows() == []


def test_what_waits_is_written_later_by_one_thread_however_many_ask(monkeypatch):
    begun = []
    monkeypatch.setattr(asking, "_timer", None)
    monkeypatch.setattr(asking, "_flush_later", lambda: begun.append(1) or object())
    for text in ("写作业磨蹭", "挑食", "写作业磨蹭"):
        query = parse_text(text)
        asking.note_asked(query.normal, understand(query))
    assert begun == [1]
    assert sum(asking._waiting.values()) == 3


def test_the_blocklist_is_the_editors():
    SearchWords.objects.update(blocked="奥特曼")
    forget()
    ask("孩子只看奥特曼", times=3)
    assert rows() == []


def test_what_nobody_asks_any_more_is_forgotten():
    ask("写作业磨蹭", times=3)
    ask("挑食", day=DAY + timedelta(days=200))
    assert len(rows()) == 1


def test_one_question_is_one_row_however_it_is_typed():
    ask("寫作業磨蹭")
    ask("写作业磨蹭")
    assert rows() == [("", 2, 1)]


def test_a_flood_of_different_questions_stops_being_counted(monkeypatch):
    monkeypatch.setattr(asking, "MOST_WAITING", 3)
    meant = understand(parse_text("磨蹭"))
    for number in range(9):
        note_asked(f"问题{number}", meant)
    flush(DAY)
    assert len(rows()) == 3


def test_a_search_that_finds_something_is_counted_and_narrowing_it_is_not(client):
    client.get("/search/", {"q": "磨蹭"})
    client.get("/search/", {"q": "磨蹭", "kind": "lesson"})
    assert dict(asking._waiting) == {"磨蹭": 1}
