"""Rows become lessons: recognised again, changed only where the county changed them, never over an editor."""

from dataclasses import replace

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from accounts.models import Organisation
from catalog.importing.applying import SheetImport, identity_of
from catalog.importing.rows import LessonRow, Problem, SheetFile
from catalog.models import ImportedRow, LessonPage, Theme

ROW = LessonRow(
    sheet="Sheet1",
    row=2,
    number="1",
    title="再等五分钟",
    authors=["沈一鸣", "王芳"],
    organisation="洛龙区示例实验小学",
    grades=["P3", "P4"],
    theme="T0402",
    minutes=9,
    summary="先看一眼，再说话。",
    form="MICRO",
)


def sheet(*rows, file="汇总表.xlsx"):
    return SheetFile(file=file, county="410311", year=2025, rows=list(rows))


@pytest.fixture
def bring(city):
    """Imports rows as a county would and returns the outcomes."""

    def bring(*rows, file="汇总表.xlsx", publish=False):
        county = Organisation.objects.get(code="410311")
        return SheetImport(sheet(*rows, file=file), county=county).apply(publish=publish)

    return bring


def only_lesson():
    return LessonPage.objects.get()


def test_a_row_becomes_a_draft_with_all_that_it_says(bring):
    (outcome,) = bring(ROW)
    lesson = only_lesson()
    assert outcome.status == "created"
    assert not lesson.live
    assert (lesson.title, lesson.minutes, lesson.summary, lesson.form) == (
        "再等五分钟",
        9,
        "先看一眼，再说话。",
        "MICRO",
    )
    assert lesson.author_names == ["沈一鸣", "王芳"]
    assert {grade.code for grade in lesson.grades.all()} == {"P3", "P4"}
    assert [theme.code for theme in lesson.themes.all()] == ["T0402"]
    assert (lesson.county.code, lesson.year) == ("410311", 2025)
    school = lesson.source_organisation
    assert (school.name, school.parent.code, school.kind) == ("洛龙区示例实验小学", "410311", "SCHOOL")


def test_the_same_file_twice_changes_nothing(bring):
    bring(ROW)
    revision = only_lesson().latest_revision_id
    (outcome,) = bring(ROW)
    assert outcome.status == "unchanged"
    assert only_lesson().latest_revision_id == revision


def test_title_marks_width_and_the_order_of_authors_do_not_make_another_lesson(bring):
    bring(ROW)
    (outcome,) = bring(replace(ROW, title="《再等 五分钟》", authors=["王芳", "沈一鸣"]), file="另一份.xlsx")
    assert outcome.status == "updated"
    assert LessonPage.objects.count() == 1


def test_the_same_title_of_another_school_is_another_lesson(bring):
    bring(ROW, replace(ROW, row=3, number="2", organisation="洛龙区示例第二小学"))
    assert LessonPage.objects.count() == 2


def test_a_corrected_file_writes_only_the_changed_cell(bring):
    bring(ROW)
    LessonPage.objects.get()
    lesson = only_lesson()
    lesson.full_text = "<p>编辑补上的正文。</p>"
    lesson.save_revision()
    (outcome,) = bring(replace(ROW, minutes=12))
    assert (outcome.status, outcome.changes) == ("updated", {"minutes": 12})
    draft = only_lesson().get_latest_revision_as_object()
    assert (draft.minutes, draft.full_text) == (12, "<p>编辑补上的正文。</p>")
    assert bring(replace(ROW, minutes=12))[0].status == "unchanged"


def test_a_corrected_title_is_recognised_by_its_place_in_the_file(bring):
    bring(ROW)
    (outcome,) = bring(replace(ROW, title="再等十分钟"))
    assert outcome.status == "updated"
    assert only_lesson().title == "再等十分钟"
    assert bring(replace(ROW, title="再等十分钟"))[0].status == "unchanged"


def test_another_lesson_at_the_same_place_is_another_lesson(bring):
    bring(ROW)
    (outcome,) = bring(replace(ROW, title="换了一节课", authors=["李四"]))
    assert outcome.status == "created"
    assert set(LessonPage.objects.values_list("title", flat=True)) == {"再等五分钟", "换了一节课"}


def test_rows_that_change_places_stay_themselves(bring):
    other = replace(ROW, row=3, number="2", title="第二节")
    bring(ROW, other)
    outcomes = bring(replace(other, row=2, number="1"), replace(ROW, row=3, number="2"))
    assert [outcome.status for outcome in outcomes] == ["unchanged", "unchanged"]
    assert LessonPage.objects.count() == 2


def test_an_editors_own_edit_is_kept_and_reported(bring):
    bring(ROW)
    lesson = only_lesson()
    lesson.title = "再等五分钟（编辑改）"
    lesson.themes.set([Theme.objects.get(code="T0201")])
    lesson.save_revision()
    (outcome,) = bring(replace(ROW, title="再等六分钟", theme="T0403", minutes=11))
    assert outcome.changes == {"minutes": 11}
    kept = {problem.field: problem.message for problem in outcome.problems}
    assert set(kept) == {"title", "theme"}
    assert "再等五分钟（编辑改）" in kept["title"]
    draft = only_lesson().get_latest_revision_as_object()
    assert draft.title == "再等五分钟（编辑改）"
    assert [theme.code for theme in draft.themes.all()] == ["T0201"]


def test_what_an_editor_completed_is_not_a_contradiction(bring):
    bring(replace(ROW, theme=None, problems=[Problem("theme", "missing", "没有填主题。")]))
    lesson = only_lesson()
    lesson.themes.set([Theme.objects.get(code="T0402")])
    lesson.save_revision()
    (outcome,) = bring(replace(ROW, theme=None, problems=[Problem("theme", "missing", "没有填主题。")]))
    assert (outcome.status, [problem.field for problem in outcome.problems]) == ("unchanged", ["theme"])
    assert bring(ROW)[0].status == "unchanged"


def test_a_live_lesson_keeps_what_visitors_see_until_it_is_published(bring):
    bring(ROW)
    lesson = only_lesson()
    lesson.full_text = "<p>正文。</p>"
    lesson.save_revision().publish()
    bring(replace(ROW, minutes=12))
    assert only_lesson().minutes == 9
    assert only_lesson().has_unpublished_changes
    bring(replace(ROW, minutes=12), publish=True)
    assert only_lesson().minutes == 12


def test_publish_leaves_out_what_has_nothing_to_watch_or_read(bring):
    bring(ROW, publish=True)
    assert not only_lesson().live
    lesson = only_lesson()
    lesson.full_text = "<p>正文。</p>"
    lesson.save_revision()
    bring(ROW, publish=True)
    assert only_lesson().live


def test_a_lesson_written_by_hand_is_recognised(items, bring):
    items.lesson(
        title="再等五分钟",
        authors=["沈一鸣", "王芳"],
        school="洛龙区示例实验小学",
        year=2025,
        minutes=20,
        live=False,
    )
    (outcome,) = bring(ROW)
    assert outcome.status == "updated"
    assert "minutes" not in outcome.changes
    assert [problem.field for problem in outcome.problems] == ["minutes", "row"]
    assert LessonPage.objects.count() == 1


def test_rejected_rows_are_left_out_and_stop_nobody(bring):
    bad = replace(
        ROW, row=3, number="2", title="", rejected=True, problems=[Problem("title", "missing", "没有题目。")]
    )
    outcomes = bring(bad, ROW)
    assert [outcome.status for outcome in outcomes] == ["rejected", "created"]


def test_a_row_that_cannot_be_written_stops_nobody(bring):
    impossible = replace(ROW, minutes=10**30, title="写不进去")
    after = replace(ROW, row=3, number="2", title="下一行")
    outcomes = bring(impossible, after)
    assert [outcome.status for outcome in outcomes] == ["rejected", "created"]
    assert outcomes[0].problems[-1].code == "unrecognised"


def test_an_import_at_the_same_moment_makes_no_second_item(bring):
    county = Organisation.objects.get(code="410311")
    slower = SheetImport(sheet(ROW), county=county)
    slower.plan()
    bring(ROW)
    (outcome,) = slower.apply()
    assert outcome.status == "rejected"
    assert outcome.problems[0].code == "duplicate"
    assert LessonPage.objects.count() == 1
    assert ImportedRow.objects.count() == 1


def test_a_plan_writes_nothing(bring):
    bring(ROW)
    county = Organisation.objects.get(code="410311")
    with CaptureQueriesContext(connection) as queries:
        outcomes = SheetImport(
            sheet(replace(ROW, minutes=12), replace(ROW, row=3, title="新的")), county=county
        ).plan()
    assert [outcome.status for outcome in outcomes] == ["updated", "created"]
    assert all(query["sql"].lstrip().startswith("SELECT") for query in queries.captured_queries)


def test_identity_folds_what_people_write_differently():
    assert identity_of("《再等　五分钟》", "示例 小学", ["乙", "甲"]) == identity_of(
        "再等五分钟", "示例小学", ["甲", "乙"]
    )
    assert identity_of("爱有回声（上）", "校", []) != identity_of("爱有回声（下）", "校", [])
