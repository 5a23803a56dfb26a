"""What is asked for and not found is counted by words, day and stage; danger and persons are not."""

import pytest

from search.models import Wish


@pytest.fixture(autouse=True)
def library(make_lesson, rebuilt):
    make_lesson("写作业磨蹭")
    rebuilt()


def wishes():
    return list(Wish.objects.values_list("text", "stage", "times", "ordered"))


def test_an_unanswered_question_is_counted_without_anybodys_trace(client):
    for _ in range(2):
        client.get("/search/", {"q": "量子纠缠", "stage": "SH"}, HTTP_USER_AGENT="x", REMOTE_ADDR="10.1.1.1")
    assert wishes() == [("量子纠缠", "SH", 2, 0)]
    kept = {field.name for field in Wish._meta.get_fields()}
    assert kept == {"id", "text", "day", "stage", "theme", "times", "ordered"}


def test_an_answered_question_is_no_wish(client):
    client.get("/search/", {"q": "磨蹭"})
    assert wishes() == []


@pytest.mark.parametrize("text", ["想自杀", "打13800000000", "加微信聊", "量子纠缠" * 9])
def test_danger_numbers_and_long_texts_are_not_written_down(client, text):
    client.get("/search/", {"q": text})
    assert wishes() == []
