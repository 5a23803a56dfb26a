"""Editors see why each hit ranks where it does."""

import re

import pytest
from django.urls import reverse

from search import answering, telling
from search.admin.explain import explained_hits
from search.finding import find
from search.models import PinnedResult, Synonym
from search.query import parse_text

EXPLAIN = reverse("search_desk:explain")


@pytest.fixture
def indexed(make_lesson, rebuilt):
    Synonym.objects.create(said="拖拉", meant="磨蹭")
    lessons = [
        make_lesson("写作业磨蹭怎么办", themes=["T0402"], grades=["P3"], text="一磨蹭就到半夜。"),
        make_lesson("孩子挑食", themes=["T1101"], grades=["K1"], text="写作业之前先吃饭。"),
    ]
    rebuilt()
    return lessons


def shown(client, **asked):
    response = client.get(EXPLAIN, asked)
    assert response.status_code == 200
    return response


def test_it_says_what_was_understood_and_what_gave_the_score(client, county_editor, indexed):
    page = shown(client, q="三年级写作业，很拖拉").content.decode()
    assert "“三年级”是年级“三年级”：只加分，不筛选" in page
    assert "“作业”" in page
    assert "问话里的词" in page
    assert "同义说法“磨蹭”里的词" in page
    assert "听出了“三年级”" in page
    assert re.search(r"题目&nbsp;\d+\.\d", page)
    assert "不一致" not in page


def test_every_hit_adds_up_to_the_engines_score(indexed):
    for question in ("写作业磨蹭", "三年级孩子写作业拖拉怎么办", "洛龙区微课 挑食"):
        hits = explained_hits(find(parse_text(question)))
        assert hits, question
        for hit in hits:
            assert hit.told, question
            assert hit.told.agrees, question
            assert sum(row.score for row in hit.rows) == pytest.approx(hit.told.score, rel=1e-3)


def test_what_an_editor_pinned_is_said_to_be_pinned(client, city_editor, indexed):
    PinnedResult.objects.create(query="写作业磨蹭", item=indexed[1])
    response = shown(client, q="写作业磨蹭")
    first = response.context["hits"][0]
    assert (first.item.pk, first.pinned) == (indexed[1].pk, True)
    assert "编辑置顶" in response.content.decode()


def test_without_the_engine_it_says_that_the_database_answered(client, city_editor, make_lesson):
    make_lesson("写作业磨蹭")
    page = shown(client, q="写作业").content.decode()
    assert "数据库（引擎不在" in page
    assert "不是按分数排的" in page


def test_before_anything_is_asked_it_says_what_it_is_for(client, city_editor):
    assert "输入一句话" in shown(client).content.decode()


def test_it_is_for_editors(client, city):
    assert client.get(EXPLAIN).status_code == 302


def test_it_says_in_which_part_of_the_text_a_word_stands(client, city_editor, make_lesson, rebuilt):
    make_lesson("挑食", summary="夜里哭。", text="闹钟响了。", themes=["T0402"], county="410311")
    rebuilt()

    def places(question):
        (row,) = [row for hit in shown(client, q=question).context["hits"] for row in hit.rows if row.places][
            :1
        ]
        return [place for place, _ in row.places]

    assert places("挑食") == ["全文", "题目"]
    assert places("夜里") == ["全文（摘要和要点）"]
    assert places("闹钟") == ["全文（正文）"]
    assert places("磨洋工") == ["全文（主题、标签、作者、单位、县区）"]


def test_a_word_that_only_lifts_is_said_to_be_too_common_to_find_by(
    client, city_editor, make_lesson, rebuilt, monkeypatch
):
    for number in range(6):
        make_lesson(f"写作业第{number}课", text="作业。")
    make_lesson("磨蹭", text="作业慢慢来。")
    rebuilt()
    monkeypatch.setattr(telling, "MANY", 1)
    monkeypatch.setattr(answering, "FEW", 1)
    page = shown(client, q="作业 磨蹭")
    (hit,) = page.context["hits"]
    assert hit.told.agrees
    assert {row.what: row.why for row in hit.rows}["“作业”"] == "很多内容里都有的词，只加分，不靠它找"
    # Where few are found by the telling words, all are asked for, and so it is told.
    monkeypatch.setattr(answering, "FEW", 50)
    page = shown(client, q="作业 磨蹭")
    assert len(page.context["hits"]) == 7
    assert "不靠它找" not in page.content.decode()
