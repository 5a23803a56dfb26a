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


def order(client, text, **more):
    return client.post("/search/wish/", {"wish": text, **more}, follow=True)


def test_a_lesson_is_ordered_without_script_or_cookie(client):
    response = order(client, "量子纠缠", stage="SH")
    assert wishes() == [("量子纠缠", "SH", 1, 1)]  # shown again after it was ordered, so searched once too
    assert "记下了" in response.content.decode()
    assert not response.cookies
    assert response.redirect_chain[0][0].endswith("stage=SH&wish=kept")


@pytest.mark.parametrize("text", ["王老师电话13800000000", "加微信聊", " ", "不想活了"])
def test_what_cannot_be_kept_is_refused_in_words(client, text):
    assert "没有记下" in order(client, text).content.decode()
    assert wishes() == []


def test_one_address_cannot_order_without_end(client, settings):
    settings.SEARCH_API_RATE = 1
    order(client, "量子纠缠")
    assert "现在没能记下" in order(client, "量子纠缠").content.decode()


def test_the_page_of_nothing_found_leads_on(client, make_lesson):
    make_lesson("选科这件事", grades=["S1"])
    page = client.get("/search/", {"q": "孩子的量子纠缠", "stage": "SH"}).content.decode()
    for way in ("点这一课", "按主题找", "别的家长也在问", "换个说法", "高中家长可以看看", "选科这件事"):
        assert way in page


def test_where_somebody_may_be_in_danger_nothing_is_to_be_ordered(client):
    page = client.get("/search/", {"q": "想自杀"}).content.decode()
    assert "点这一课" not in page
    assert "先陪在孩子身边" in page
