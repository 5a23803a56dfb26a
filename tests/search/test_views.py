"""The page of results, as a parent and as an attacker asks for it."""

import pytest
from bs4 import BeautifulSoup
from django.urls import set_script_prefix

from catalog.models import LessonPage
from search.engines import engine


def titles(response) -> list[str]:
    return [entry.item.title for entry in response.context["results"].items]


def test_a_parents_words_find_the_lesson(client, make_lesson, rebuilt):
    make_lesson("写作业磨蹭", text="橡皮排了队。", themes=["T0402"])
    make_lesson("挑食的孩子")
    rebuilt()
    response = client.get("/search/", {"q": "孩子寫作業老是磨蹭"})
    assert titles(response)[0] == "写作业磨蹭"
    assert "Set-Cookie" not in response.headers


def test_filters_of_the_address_narrow_and_keep_their_siblings(client, make_lesson, rebuilt):
    make_lesson("写作业磨蹭一", grades=["P3"])
    make_lesson("写作业磨蹭二", grades=["J1"], county="410325")
    rebuilt()
    response = client.get("/search/", {"q": "磨蹭", "grade": "PR"})
    assert titles(response) == ["写作业磨蹭一"]
    counties = {
        f.name: {v.option.value: v.count for v in f.values} for f in response.context["results"].facets
    }
    assert counties["grade"] == {"PR": 1, "P3": 1, "JH": 1, "J1": 1}


def test_a_withdrawn_item_never_shows_even_from_a_stale_index(client, make_lesson, rebuilt):
    lesson = make_lesson("写作业磨蹭")
    rebuilt()
    LessonPage.objects.filter(pk=lesson.pk).update(live=False)
    assert titles(client.get("/search/", {"q": "磨蹭"})) == []


def test_without_an_engine_the_database_answers_and_the_page_says_so(client, make_lesson):
    make_lesson("写作业磨蹭")
    make_lesson("未发布的磨蹭", live=False)
    response = client.get("/search/", {"q": "磨蹭"})
    assert titles(response) == ["写作业磨蹭"]
    assert "检索服务正在恢复" in response.content.decode()


@pytest.mark.parametrize(
    "query",
    [
        "q=%00",
        "q=%ed%a0%80",
        "q=" + "孩子写作业" * 1000,
        "q=%22%28%29%20AND%20OR%20NOT%20%2A%20%3F%20%5B%20TO%20%5D%20title%3Ax%5E9%20%2B-",
        "q=磨蹭&page=1000000000",
        "q=磨蹭&page=-1",
        "q=磨蹭&page=abc&sort=worst",
        "kind=nothing&grade=ZZ&minutes=-1&year=x",
        "&".join(f"grade=P{number}" for number in range(200)),
        "q=" + "<script>alert(1)</script>",
    ],
)
def test_whatever_stands_in_the_address_there_is_an_answer(client, make_lesson, rebuilt, query):
    make_lesson("写作业磨蹭")
    rebuilt()
    response = client.get(f"/search/?{query}")
    assert response.status_code == 200
    assert "<script>alert" not in response.content.decode()


def test_a_page_of_results_costs_no_query_per_item(
    client, make_lesson, rebuilt, django_assert_max_num_queries
):
    for number in range(3):
        make_lesson(f"磨蹭{number}", themes=["T0402"], grades=["P3"])
    rebuilt()
    client.get("/search/", {"q": "磨蹭"})
    with django_assert_max_num_queries(60) as few:
        client.get("/search/", {"q": "磨蹭"})
    for number in range(3, 12):
        make_lesson(f"磨蹭{number}", themes=["T0402"], grades=["P3"])
    rebuilt()
    engine()
    with django_assert_max_num_queries(len(few.captured_queries)):
        assert len(titles(client.get("/search/", {"q": "磨蹭"}))) == 12


def test_the_field_knows_its_suggestions_under_the_path_of_the_installation(client, city):
    set_script_prefix("/heluo/")
    try:
        page = client.get("/search/").content.decode()
    finally:
        set_script_prefix("/")
    assert 'data-suggest="/heluo/api/v1/suggest"' in page


def test_the_sentence_that_answers_is_heard_first_and_its_lesson_is_not_listed_twice(client, spoken):
    response = client.get("/search/", {"q": "孩子写作业磨蹭"})
    page = response.content.decode()
    assert "最贴近的一段" in page
    assert "从00:10开始听" in page
    assert "?t=10" in page
    assert response.context["results"].answer.entry.item.title == "家里的晚上"
    assert "家里的晚上" not in [entry.item.title for entry in response.context["results"].rows]


@pytest.mark.parametrize("query", [{"q": "磨蹭"}, {"q": "孩子写作业磨蹭", "sort": "newest"}, {"q": "挑食"}])
def test_what_only_comes_near_is_not_called_an_answer(client, spoken, query):
    assert "最贴近的一段" not in client.get("/search/", query).content.decode()


def test_a_card_shows_the_county_that_was_named_first_and_the_others_behind_it(client, lines, rebuilt):
    rebuilt()
    page = BeautifulSoup(client.get("/search/", {"q": "洛龙 孩子不想活了"}).content, "html.parser")
    card = page.select_one("section.help")
    assert "示例甲站" in card.select_one("ul.row").text
    assert "示例乙站" in card.select_one("details").text
    assert "示例甲站" not in card.select_one("details").text
    told = client.get("/api/v1/search", {"q": "洛龙 孩子不想活了"}).json()["card"]["contacts"]
    assert [one["name"] for one in told] == ["急救", "报警求助", "洛龙区 示例甲站"]


def test_the_stage_of_a_question_goes_on_with_the_next_one(client, make_lesson, rebuilt):
    make_lesson("写作业磨蹭")
    rebuilt()
    form = BeautifulSoup(client.get("/search/", {"q": "磨蹭", "stage": "PR"}).content, "html.parser")
    assert form.select_one('form[role=search] input[name=stage][value="PR"]')
