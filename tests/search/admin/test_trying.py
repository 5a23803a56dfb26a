"""An editor sees what a word would change before anything is saved."""

import pytest
from bs4 import BeautifulSoup
from django.urls import reverse

from search.models import HelpCard, Synonym
from search.vocabulary import forget

FETCH = {"HTTP_X_REQUESTED_WITH": "fetch"}


def sides(response):
    soup = BeautifulSoup(response.content, "html.parser")
    return [
        [" ".join(item.get_text().split()) for item in side.select("li")] for side in soup.select(".try-side")
    ]


def text(response):
    return " ".join(BeautifulSoup(response.content, "html.parser").get_text().split())


@pytest.fixture
def library(make_lesson, rebuilt):
    make_lesson("写作业磨蹭", themes=["T0402"])
    make_lesson("树懒的一天")
    rebuilt()


def try_synonym(client, query, **row):
    data = {"said": "像树懒", "meant": "磨蹭", "active": "on", "try_query": query, **row}
    return client.post(reverse("search_desk:try_synonym"), data, **FETCH)


def test_before_and_after_stand_side_by_side_and_nothing_is_saved(client, city_editor, library):
    response = try_synonym(client, "像树懒")
    before, after = sides(response)
    assert before == ["树懒的一天"]
    assert "写作业磨蹭 新进来" in after
    # 懒 inside 像树懒 is not meant any more: the longer saying is.
    assert text(response).count("家务劳动") == 1
    assert "还会找：磨蹭 " in text(response)
    assert not Synonym.objects.filter(said="像树懒").exists()


def test_what_goes_away_is_said_where_it_stood(client, city_editor, library):
    row = Synonym.objects.create(said="像树懒", meant="磨蹭")
    forget()
    data = {"said": "像树懒", "meant": "磨蹭", "try_query": "像树懒"}
    response = client.post(reverse("search_desk:try_synonym") + f"?pk={row.pk}", data, **FETCH)
    before, after = sides(response)
    assert "写作业磨蹭 不再在前10" in before
    assert after == ["树懒的一天 上升1位"]
    assert "没有启用" in text(response)


def test_a_row_that_would_be_refused_says_why_instead(client, city_editor, library):
    assert "只有一个字" in text(try_synonym(client, "像树懒", said="慢"))


def test_without_a_query_it_asks_for_one(client, city_editor, library):
    assert "请先在上面写一句" in text(try_synonym(client, " "))


def test_without_script_the_answer_is_a_page(client, city_editor, library):
    data = {"said": "像树懒", "meant": "磨蹭", "active": "on", "try_query": "像树懒"}
    response = client.post(reverse("search_desk:try_synonym"), data)
    assert "没有保存任何东西" in text(response)
    assert len(sides(response)) == 2


def test_others_may_not_try(client, county_editor, library):
    assert try_synonym(client, "像树懒").url == reverse("wagtailadmin_home")


def try_card(client, query, **form):
    return text(client.post(reverse("search_desk:try_card"), {"try_query": query, **form}, **FETCH))


def test_the_card_of_a_query_is_named_with_the_word_that_brings_it(client, city_editor):
    told = try_card(client, "他说不想活了")
    assert HelpCard.objects.get(code="life").title in told
    assert "“不想活”" in told


def test_a_harmless_phrase_brings_none_and_is_named(client, city_editor):
    assert "“气死”在“不当真的话”里" in try_card(client, "写作业气死我了")


def test_an_unsaved_word_counts(client, city_editor):
    form = {"words": "蓝色信封", "title": "新的卡", "code": "new", "active": "on", "sort": "9"}
    assert "先出这张卡：新的卡" in try_card(client, "孩子说蓝色信封", **form)
    assert "不出求助卡" in try_card(client, "孩子说蓝色信封")


def test_an_unsaved_list_of_harmless_phrases_counts(client, city_editor):
    assert "不出求助卡" in try_card(client, "他说不想活了", harmless="不想活")
