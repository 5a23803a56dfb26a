"""Merging a theme: nothing that may still be published brings the old one back."""

from datetime import timedelta

import pytest
from django.core.exceptions import ValidationError
from django.core.management import call_command
from django.utils import timezone

from accounts.models import User
from catalog.models import LessonPage, Theme
from catalog.retagging import theme_merge


@pytest.fixture
def old(city):
    return Theme.objects.get(code="T0201")


@pytest.fixture
def new(city):
    return Theme.objects.get(code="T0202")


def codes(page):
    return [theme.code for theme in page.themes.all()]


def again(page):
    return LessonPage.objects.get(pk=page.pk)


def test_a_live_item_and_its_newer_draft_both_change(items, old, new):
    lesson = items.lesson(themes=["T0201", "T0202"])
    lesson.title = "改过的题目"
    lesson.save_revision()
    assert theme_merge(source=old, target=new) == 1
    assert codes(again(lesson)) == ["T0202"]
    again(lesson).get_latest_revision().publish()
    assert (again(lesson).title, codes(again(lesson))) == ("改过的题目", ["T0202"])


def test_what_is_scheduled_comes_out_under_the_new_theme(items, old, new):
    lesson = items.lesson(themes=["T0201"])
    lesson.title, lesson.go_live_at = "明天的题目", timezone.now() + timedelta(hours=1)
    scheduled = lesson.save_revision()
    scheduled.publish()
    draft = again(lesson)
    draft.title = "又一份草稿"
    draft.save_revision()
    theme_merge(source=old, target=new)
    type(scheduled).objects.filter(pk=scheduled.pk).update(approved_go_live_at=timezone.now() - timedelta(1))
    content = type(scheduled).objects.get(pk=scheduled.pk).content | {"go_live_at": None}
    type(scheduled).objects.filter(pk=scheduled.pk).update(content=content)
    call_command("publish_scheduled", verbosity=0)
    assert (again(lesson).title, codes(again(lesson))) == ("明天的题目", ["T0202"])


def test_what_is_under_review_is_approved_under_the_new_theme(items, old, new):
    lesson = items.lesson(themes=["T0201"], live=False)
    chief = User.objects.create_superuser("root-of-tests")
    state = lesson.get_workflow().start(lesson, chief)
    reviewed = state.current_task_state.revision
    again(lesson).save_revision()
    theme_merge(source=old, target=new)
    reviewed.refresh_from_db()
    assert codes(reviewed.as_object()) == ["T0202"]


def test_an_old_revision_that_is_brought_back_means_the_new_theme(items, old, new):
    lesson = items.lesson(themes=["T0201", "T0301"])
    first = lesson.latest_revision
    again(lesson).save_revision().publish()
    theme_merge(source=old, target=new)
    first.refresh_from_db()
    assert sorted(codes(first.as_object())) == ["T0202", "T0301"]
    first.publish()
    assert sorted(codes(again(lesson))) == ["T0202", "T0301"]


def test_merges_that_make_no_sense_are_refused(city, old, new):
    theme_merge(source=old, target=new)
    for source, target in ((new, new), (new, old), (Theme.objects.get(code="T02"), new)):
        with pytest.raises(ValidationError):
            theme_merge(source=source, target=target)
