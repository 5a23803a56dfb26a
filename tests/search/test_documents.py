"""What of an item can be found, and what it costs to know."""

from collections import Counter

from django.db import connection
from django.test.utils import CaptureQueriesContext

from catalog.models import CollectionEntry, LessonPage
from search.analysis import tokens
from search.documents import IndexDocument, documents, paragraphs


def test_a_lesson_is_found_by_all_that_it_says(make_lesson):
    lesson = make_lesson(
        "写作业磨蹭",
        text="先把橡皮收起来。",
        summary="一张纸条，三段时间。",
        themes=["T0402"],
        grades=["P3"],
        key_points=[("sentence", "先难后易。")],
        at_home=[("sentence", "今晚只做一件事。")],
        minutes=8,
        year=2026,
        form="MICRO",
    )
    (document,) = documents([lesson.pk])
    assert document.texts["title"] == ["写作业磨蹭"]
    assert "磨洋工" in document.texts["topic"]
    assert document.texts["lead"] == ["一张纸条，三段时间。", "先难后易。"]
    assert document.texts["practice"] == ["今晚只做一件事。"]
    assert document.texts["body"] == ["先把橡皮收起来。"]
    assert document.facets["grade"] == ["PR", "P3"]
    assert document.facets["theme"] == ["T04", "T0402"]
    assert document.facets["county"] == ["410311"]
    assert document.facets["minutes"] == ["10", "20", "40", "60"]
    assert document.facets["form"] == ["MICRO"]


def test_what_is_not_public_has_no_document(make_lesson):
    draft = make_lesson("草稿", live=False)
    empty = make_lesson("没有视频也没有正文", text="")
    assert list(documents([draft.pk, empty.pk])) == []


def test_a_thousand_items_cost_as_many_queries_as_one(make_lesson, django_assert_max_num_queries):
    lessons = [make_lesson(f"第{number}课", themes=["T0402"], grades=["P3"]) for number in range(12)]
    with django_assert_max_num_queries(26) as few:
        assert len(list(documents([lessons[0].pk]))) == 1
    with django_assert_max_num_queries(len(few.captured_queries)):
        assert len(list(documents([lesson.pk for lesson in lessons]))) == 12


def test_the_digest_tells_what_is_indexed_from_what_is_not(make_lesson):
    lesson = make_lesson("写作业磨蹭")
    before = _document(lesson)
    LessonPage.objects.filter(pk=lesson.pk).update(search_description="给搜索引擎看的")
    assert _document(lesson).digest == before.digest
    LessonPage.objects.filter(pk=lesson.pk).update(summary="新的简介")
    assert _document(lesson).digest != before.digest


def test_rich_text_becomes_plain_paragraphs():
    html = "<p>一<b>句</b>&amp;话</p><ul><li>甲</li><li>乙</li></ul>尾"
    assert paragraphs(html) == ["一句&话", "甲", "乙", "尾"]


def _document(lesson: LessonPage) -> IndexDocument:
    return next(documents([lesson.pk]))


def test_many_collections_ask_for_their_items_in_one_breath(make_lesson, items):
    """Asked for with an OR each, a thousand of them are more than SQLite takes."""
    lessons = [make_lesson(f"第{number}课") for number in range(12)]
    collection = items.collection(title="合集")
    for place, lesson in enumerate(lessons):
        CollectionEntry.objects.create(page=collection, item=lesson, sort_order=place)
    with CaptureQueriesContext(connection) as asked:
        (document,) = documents([collection.pk])
    assert {"第0课", "第11课"} <= set(document.texts["body"])
    assert max(query["sql"].count(" OR ") for query in asked) < len(lessons)


def test_parts_are_cut_one_by_one_as_they_would_be_together(make_lesson):
    lesson = make_lesson("磨蹭", key_points=[("sentence", "先难后易"), ("sentence", "再说Ａ计划")])
    (document,) = documents([lesson.pk])
    together = Counter(tokens("\n".join(document.texts["lead"])))
    assert Counter(document.tokens()["text"].split()) >= together


def test_what_says_what_an_item_is_about_stands_twice_in_its_whole_text():
    document = IndexDocument(1, 1, {"title": ["磨蹭"], "lead": ["挑食"], "body": ["早恋"]}, {}, 0, 0, {})
    once = {word: tokens(word) for word in ("磨蹭", "挑食", "早恋")}
    told = document.tokens()
    assert told["title"].split() == once["磨蹭"]
    assert Counter(told["text"].split()) == Counter(2 * (once["磨蹭"] + once["挑食"]) + once["早恋"])
