"""The loader: what the files say becomes public items, once."""

import io

import pytest
from django.core.management import call_command
from django.utils.safestring import SafeString
from wagtail.models import PageLogEntry

from catalog.models import CatalogPage, LessonPage
from catalog.publication.records import WITHOUT_LOOKS
from home.demo.loader import DemoLoader, _paragraphs, entries, short_id_of, waiting_entries

LESSON = '''
[[lesson]]
key = "T04-01"
title = "再等五分钟"
form = "MICRO"
course_type = "SELF"
county = "410311"
school = "洛龙区示例小学"
authors = ["甲", "乙"]
grades = ["P1"]
themes = ["T0402"]
keywords = ["磨蹭"]
audience = ["PARENT"]
minutes = 6
year = 2026
level = ""
summary = "先看一眼，再说话。"
points = ["一。", "二。", "三。"]
tonight = ["看一眼。", "停一停。"]
questions = ["几点？", "谁？"]
text = """
“再等五分钟。”
“好。”

五分钟以后。
"""
'''


@pytest.fixture
def folder(tmp_path):
    (tmp_path / "lessons").mkdir()
    (tmp_path / "lessons" / "T04.toml").write_text(LESSON, encoding="utf-8")
    return tmp_path


def test_an_entry_becomes_a_public_sample_with_all_it_says(city, folder):
    assert DemoLoader(folder).load() == 1
    lesson = LessonPage.objects.public_items().get(short_id=short_id_of("T04-01"))
    assert lesson.county.code == "410311"
    assert lesson.source_organisation.name == "洛龙区示例小学"
    assert lesson.author_names == ["甲", "乙"]
    assert {tag.name for tag in lesson.keywords.all()} == {"磨蹭", "示例"}
    assert [block.value for block in lesson.at_home] == ["看一眼。", "停一停。"]


def test_it_is_as_if_it_had_been_a_draft_and_then_published(city, folder):
    DemoLoader(folder).load()
    lesson = LessonPage.objects.get()
    assert lesson.live_revision == lesson.latest_revision
    assert lesson.first_published_at is not None
    assert not lesson.has_unpublished_changes
    as_written = lesson.latest_revision.as_object()
    assert as_written.live
    as_written.save_revision().publish()
    again = LessonPage.objects.get()
    assert (again.author_names, again.full_text) == (lesson.author_names, lesson.full_text)
    assert {tag.name for tag in again.keywords.all()} == {"磨蹭", "示例"}
    assert set(again.grades.values_list("code", flat=True)) == {"P1"}


def test_loading_again_leaves_an_editors_words_alone(city, folder):
    DemoLoader(folder).load()
    lesson = LessonPage.objects.get()
    lesson.title = "编辑改过的题目"
    lesson.save_revision().publish()
    assert DemoLoader(folder).load() == 0
    assert LessonPage.objects.get().title == "编辑改过的题目"


def test_a_dialogue_keeps_its_lines(city, folder):
    DemoLoader(folder).load()
    assert LessonPage.objects.get().full_text == "<p>“再等五分钟。”<br/>“好。”</p><p>五分钟以后。</p>"


def test_what_looks_like_markup_in_a_text_is_text():
    made = _paragraphs("1 < 2 & <b>三</b>")
    assert isinstance(made, SafeString)
    assert made == "<p>1 &lt; 2 &amp; &lt;b&gt;三&lt;/b&gt;</p>"


def test_no_two_keys_share_a_short_id():
    keys = [
        entry["key"] for kind in ("lesson", "plan", "unit", "route", "collection") for entry in entries(kind)
    ]
    keys += [entry["key"] for entry in waiting_entries()]
    assert len({short_id_of(key) for key in keys}) == len(keys)


def test_the_whole_library_loads_and_lacks_nothing(db, settings, tmp_path):
    settings.VAR_DIR = tmp_path
    call_command("load_demo", stdout=io.StringIO())
    told = io.StringIO()
    call_command("check_library", stdout=told)
    assert "不缺" in told.getvalue()
    public = CatalogPage.objects.public_items()
    said = PageLogEntry.objects.filter(page__in=public.values("pk"), action=WITHOUT_LOOKS)
    assert said.count() == public.count()
    assert {entry.data["reason"] for entry in said} == {"示例导入"}
    on_the_way = CatalogPage.objects.exclude(pk__in=public.values("pk"))
    assert {page.short_id for page in on_the_way} == {short_id_of(e["key"]) for e in waiting_entries()}
    steps = [page.current_workflow_state for page in on_the_way]
    assert sorted((step.status, step.current_task_state.task.name) for step in steps if step) == [
        ("in_progress", "初审"),
        ("in_progress", "复审"),
        ("in_progress", "终审"),
        ("needs_changes", "复审"),
    ]
