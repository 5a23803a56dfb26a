"""What the library check counts, and what it says is missing."""

from dataclasses import fields, replace

import pytest
from django.core.management import CommandError, call_command

from home.library_check import Gap, Wanted, library_check

NOTHING = Wanted(**{field.name: 0 for field in fields(Wanted)})


def told(**wanted: int) -> list[str]:
    return [str(line) for line in library_check(replace(NOTHING, **wanted)).missing]


@pytest.fixture
def complete(items):
    """Makes a lesson that lacks nothing."""

    def make(**words):
        return items.lesson(**{"summary": "有。", "themes": ["T0402"], "grades": ["P1"], **words})

    return make


def test_a_gap_says_how_much_is_missing():
    assert str(Gap("主题 T04 习惯", 5, 8)) == "主题 T04 习惯：有5课，还差3课。"


def test_nothing_is_missing_when_nothing_is_asked(complete):
    complete()
    assert told() == []


def test_a_themes_lessons_are_those_of_its_subthemes_each_once(complete):
    complete(themes=["T0401", "T0402"])
    complete(themes=["T04"])
    lines = told(lessons_per_theme=3)
    assert "主题 T04 习惯养成与自我管理：有2课，还差1课。" in lines
    assert len(lines) == 16


def test_a_subtheme_that_is_no_longer_used_is_not_asked_for(complete):
    complete()
    lines = told(lessons_per_subtheme=1)
    assert not any("T0402" in line for line in lines)
    assert not any("T0705" in line for line in lines)
    assert any("T0401" in line for line in lines)


def test_a_stage_counts_a_lesson_for_several_grades_once(complete):
    complete(grades=["P1", "P2", "J1"])
    lines = told(lessons_per_stage=2)
    assert "学段 小学：有1课，还差1课。" in lines
    assert "学段 初中：有1课，还差1课。" in lines
    assert not any("中职" in line or "全学段" in line for line in lines)


def test_a_county_needs_lessons_and_units(complete, items):
    complete(county="410325")
    items.unit(county="410325", summary="有。", themes=["T1404"], grades=["P1"])
    lines = told(lessons_per_county=1, units_per_county=1)
    assert not any("嵩县" in line for line in lines)
    assert "县区 洛龙区：有0课，还差1课。" in lines
    assert "县区 洛龙区 社会教育资源单位：有0项，还差1项。" in lines


def test_a_draft_counts_for_nothing(complete):
    complete(live=False)
    assert told(lessons=1) == ["种类 课例微课：有0项，还差1项。"]


def test_forms_course_types_and_films_are_counted(complete):
    complete(form="MICRO", course_type="REQ")
    lines = told(lessons_per_form=1, lessons_per_course_type=1, videos=1)
    assert lines == [
        "带视频的课：有0课，还差1课。",
        "形式 课例：有0课，还差1课。",
        "形式 讲座：有0课，还差1课。",
        "课程类型 理念引领课：有0课，还差1课。",
        "课程类型 自修课：有0课，还差1课。",
    ]


def test_items_without_summary_theme_or_grade_are_named(items):
    items.lesson(title="只有题目")
    assert told() == [
        "没有简介：1项（《只有题目》）。",
        "没有主题：1项（《只有题目》）。",
        "没有年级：1项（《只有题目》）。",
    ]


def test_the_count_does_not_cost_more_queries_for_more_items(complete, django_assert_max_num_queries):
    for _ in range(5):
        complete()
    with django_assert_max_num_queries(14):
        library_check(Wanted())


def test_the_command_ends_with_a_fault_when_something_is_missing(complete, capsys):
    complete()
    with pytest.raises(CommandError, match="还缺"):
        call_command("check_library", lessons=2)
    assert "种类 课例微课：有1项，还差1项。" in capsys.readouterr().out
