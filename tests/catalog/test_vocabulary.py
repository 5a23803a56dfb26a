"""Themes and grades on items."""

import pytest
from django.core.exceptions import ValidationError
from django.db.models import ProtectedError

from catalog.facets import Selection
from catalog.forms import TermsField
from catalog.labels import grade_phrases
from catalog.models import CatalogPage, Grade, LessonPage, Theme
from catalog.retagging import items_retag, theme_merge


def theme(code):
    return Theme.objects.get(code=code)


def codes(page):
    return {tag.code for tag in page.themes.all()}


def test_the_vocabulary_is_complete(city):
    assert Theme.objects.roots().count() == 16
    assert Theme.objects.filter(parent__isnull=False, active=True).count() == 87
    assert {"P1", "J3", "S2", "V1", "SP1"} <= set(Grade.objects.values_list("code", flat=True))
    assert theme("T0705").resolved().code == "T0103"
    assert theme("T0206") in theme("T0103").see_also.all()


def test_loading_again_keeps_what_an_editor_changed(city):
    from django.core.management import call_command

    theme("T0201")
    Theme.objects.filter(code="T0201").update(name="听和说")
    theme("T0103").see_also.clear()
    call_command("load_vocabulary")
    assert theme("T0201").name == "听和说"
    assert not theme("T0103").see_also.exists()


def test_a_theme_in_use_cannot_be_deleted(items):
    items.lesson(themes=["T0201"])
    with pytest.raises(ProtectedError):
        theme("T0201").delete()


def test_an_unknown_word_is_refused_and_not_swallowed(city):
    field = TermsField(model=Theme, required=False)
    with pytest.raises(ValidationError, match="词表"):
        field.clean(["不存在"])
    assert [t.code for t in field.clean([theme("T0201").pk])] == ["T0201"]


def test_stages_group_and_cannot_be_chosen_themes_can(city):
    grades = dict(TermsField(model=Grade, leaves_only=True).choices)
    assert grades["小学"][0][1] == "一年级"
    assert len(grades["小学"]) == 6
    themes = dict(TermsField(model=Theme).choices)
    assert themes["亲子关系与沟通"][0][1] == "亲子关系与沟通"


def test_grades_are_said_as_people_say_them(city):
    def phrases(*wanted):
        return grade_phrases(Grade.objects.filter(code__in=wanted).values_list("pk", flat=True))

    assert phrases("P1", "P2", "P3") == ["一至三年级"]
    assert phrases("P1", "P2", "P3", "P4", "P5", "P6", "J2") == ["小学", "八年级"]
    assert phrases("P1", "P2") == ["一、二年级"]
    assert phrases("P1", "P2", "P5") == ["一至二年级", "五年级"]
    assert phrases("K3") == ["大班"]
    assert phrases("S1", "S2", "S3") == ["高中"]


class TestMerge:
    def test_items_drafts_and_addresses_follow(self, items, client):
        published = items.lesson(themes=["T0201"])
        both = items.lesson(themes=["T0201", "T0202"])
        draft = items.lesson(themes=["T0203"], title="有草稿")
        draft.themes.set([theme("T0201")])
        draft.save_revision()
        assert theme_merge(source=theme("T0201"), target=theme("T0202")) == 3
        assert codes(published) == {"T0202"}
        assert codes(both) == {"T0202"}
        LessonPage.objects.get(pk=draft.pk).get_latest_revision().publish()
        assert codes(LessonPage.objects.get(pk=draft.pk)) == {"T0202"}
        assert client.get("/theme/T0201/").url == "/theme/T0202/"
        assert Selection({"theme": ["T0201"]}).apply(CatalogPage.objects.all()).count() == 3

    def test_publishing_an_older_draft_of_a_merged_item_does_not_bring_the_theme_back(self, items):
        lesson = items.lesson(themes=["T0201"])
        lesson.title = "改了标题的草稿"
        lesson.save_revision()
        theme_merge(source=theme("T0201"), target=theme("T0202"))
        LessonPage.objects.get(pk=lesson.pk).get_latest_revision().publish()
        again = LessonPage.objects.get(pk=lesson.pk)
        assert (again.title, codes(again)) == ("改了标题的草稿", {"T0202"})

    @pytest.mark.parametrize(("source", "target"), [("T0201", "T0201"), ("T02", "T03"), ("T0201", "T0705")])
    def test_a_senseless_merge_is_refused(self, city, source, target):
        with pytest.raises(ValidationError):
            theme_merge(source=theme(source), target=theme(target))


def test_bulk_tagging_outlives_the_publication_of_an_older_draft(items):
    lesson = items.lesson(themes=["T0201"], grades=["P1"])
    lesson.title = "草稿"
    lesson.save_revision()
    changed = items_retag(
        items=CatalogPage.objects.filter(pk=lesson.pk),
        add_themes=[theme("T0301")],
        remove_themes=[theme("T0201")],
        add_grades=[Grade.objects.get(code="P2")],
    )
    assert changed == 1
    LessonPage.objects.get(pk=lesson.pk).get_latest_revision().publish()
    again = LessonPage.objects.get(pk=lesson.pk)
    assert codes(again) == {"T0301"}
    assert {grade.code for grade in again.grades.all()} == {"P1", "P2"}


@pytest.mark.parametrize("aliases", ["5", "null", '{"a": 1}', "[5]", '[""]', '"磨蹭"', ""])
def test_an_editor_cannot_break_the_words_that_import_and_search_read(city, client, aliases):
    from django.urls import reverse

    from accounts.models import User

    client.force_login(User.objects.create_superuser("root-of-tests"))
    theme = Theme.objects.get(code="T0201")
    data = {
        "code": "T0201",
        "name": theme.name,
        "aliases": aliases,
        "former_names": "[]",
        "sort": "1",
        "active": "on",
    }
    client.post(reverse("wagtailsnippets_catalog_theme:edit", args=[theme.pk]), data)
    theme.refresh_from_db()
    assert isinstance(theme.aliases, list)
    assert all(isinstance(word, str) and word for word in theme.aliases)


@pytest.mark.parametrize("aliases", [5, {"a": 1}, [5], [" "], "磨蹭"])
def test_words_that_are_no_list_of_words_are_refused(city, aliases):
    from django.core.exceptions import ValidationError

    with pytest.raises(ValidationError, match="一串词"):
        Theme(code="X", name="x", aliases=aliases).clean()


def test_a_theme_lies_at_most_two_deep_and_never_below_itself(city):
    from django.core.exceptions import ValidationError

    root, child = Theme.objects.get(code="T02"), Theme.objects.get(code="T0201")
    for theme, parent in (
        (root, root),
        (root, Theme.objects.get(code="T03")),
        (Theme(code="X", name="x"), child),
    ):
        theme.parent = parent
        with pytest.raises(ValidationError, match="两层"):
            theme.clean()
