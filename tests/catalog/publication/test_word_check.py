"""A text is checked against the city's lists before its last look."""

import pytest
from django.core.management import call_command
from django.urls import reverse
from wagtail.models import PageLogEntry

from catalog.admin.look_actions import submit
from catalog.models import LessonPage, MisspeltWord, SensitiveWord
from catalog.publication.refusals import Refused
from catalog.publication.word_check import findings
from media.models import Video
from tests.catalog.publication.conftest import texts


@pytest.fixture
def lists(city):
    SensitiveWord.objects.all().delete()
    MisspeltWord.objects.all().delete()
    SensitiveWord.objects.create(word="优惠价", note="不做推销", exceptions=["门票优惠价"])
    SensitiveWord.objects.create(word="加微信", note="不留私人联系方式")
    MisspeltWord.objects.create(wrong="既使", right="即使", exceptions=["既使用"])


def found(page):
    return {(finding.where, finding.found) for finding in findings(page)}


def test_every_place_where_an_editor_types_is_read(items, lists):
    video = Video(title="既使1")
    Video.objects.bulk_create([video])
    video = Video.objects.get(title="既使1")
    video.cues.create(start_ms=0, end_ms=9, text="加微信听下一讲")
    lesson = items.lesson(
        title="优惠价一",
        summary="优惠价二",
        full_text="<p>优惠<b>价</b>三</p>",
        key_points=[{"type": "sentence", "value": "优惠价四"}],
        seo_title="优惠价五",
        video=video,
        authors=["加微信"],
        keywords=["优惠价"],
    )
    places = {where for where, _ in found(lesson)}
    assert {"标题", "内容简介", "正文", "三点记住", "关键词", "作者 › 姓名", "视频 › 标题", "字幕"} <= places
    assert len([one for one in findings(lesson) if one.found == "优惠价"]) == 6


def test_blocks_and_parts_of_other_kinds_are_read(items, lists):
    plan = items.plan(
        steps=[
            {
                "type": "step",
                "value": {"name": "讨论", "minutes": 5, "teacher": "请家长加微信", "parents": ""},
            }
        ]
    )
    assert "加微信" in {word for _, word in found(plan)}


def test_it_shows_the_sentence_and_the_advice(items, lists):
    lesson = items.lesson(full_text="<p>先看一眼。既使他哭了，也先抱一抱。再说话。</p>")
    (finding,) = findings(lesson)
    assert (finding.before, finding.found, finding.after) == ("", "既使", "他哭了，也先抱一抱。")
    assert finding.advice == "应为“即使”"
    assert not finding.sensitive


@pytest.mark.parametrize("text", ["学生门票优惠价十元", "这款软件既使用方便又省心"])
def test_an_exception_is_no_finding(items, lists, text):
    assert not findings(items.lesson(summary=text))


def test_an_exception_elsewhere_hides_nothing(items, lists):
    assert len(findings(items.lesson(summary="门票优惠价十元，课程优惠价百元"))) == 1


def test_width_and_capitals_do_not_hide_a_word(items, lists):
    SensitiveWord.objects.create(word="VIP群")
    assert [finding.found for finding in findings(items.lesson(summary="进ＶｉＰ群"))] == ["ＶｉＰ群"]


def test_a_word_that_was_switched_off_is_not_looked_for(items, lists):
    SensitiveWord.objects.update(active=False)
    assert not findings(items.lesson(summary="优惠价"))


def test_the_lists_that_an_installation_begins_with_are_sound(city):
    call_command("load_vocabulary")
    assert SensitiveWord.objects.count() >= 20
    assert MisspeltWord.objects.count() >= 30
    for word in [*SensitiveWord.objects.all(), *MisspeltWord.objects.all()]:
        word.full_clean()
        assert word.word_field != "wrong" or word.wrong != word.right


# --- before the last look ---


@pytest.fixture
def at_the_end(items, lists, zhou, wang, look):
    def bring(**fields):
        lesson = items.lesson(live=False, **fields)
        submit(lesson, zhou)
        look(lesson, zhou)
        look(lesson, wang)
        return LessonPage.objects.get(pk=lesson.pk)

    return bring


def test_a_sensitive_word_stops_the_last_look(at_the_end, li, look, client):
    lesson = at_the_end(summary="优惠价九十九")
    with pytest.raises(Refused, match="敏感词：“优惠价”（内容简介）。没有通过，也没有发布"):
        look(lesson, li)
    client.force_login(li)
    state = lesson.current_workflow_task_state
    address = reverse("wagtailadmin_pages:workflow_action", args=[lesson.pk, "approve", state.pk])
    assert "不做推销" in client.get(address).json()["html"]
    response = client.post(address, {"comment": ""}, follow=True)
    assert "没有通过，也没有发布" in texts(response)
    assert not LessonPage.objects.get(pk=lesson.pk).live


def test_a_reason_keeps_it_and_the_log_keeps_the_reason(at_the_end, li, client):
    lesson = at_the_end(summary="优惠价九十九")
    client.force_login(li)
    state = lesson.current_workflow_task_state
    address = reverse("wagtailadmin_pages:workflow_action", args=[lesson.pk, "approve", state.pk])
    client.post(address, {"comment": "", "kept_because": "引用广告并作了批评"})
    assert LessonPage.objects.get(pk=lesson.pk).live
    entry = PageLogEntry.objects.get(page=lesson.pk, action="catalog.words_kept")
    assert entry.user == li
    assert "“优惠价”（内容简介），原因：引用广告并作了批评" in entry.message


def test_a_misspelt_word_warns_and_stops_nothing(at_the_end, li, look, client):
    lesson = at_the_end(summary="既使如此")
    client.force_login(li)
    page = client.get(reverse("wagtailadmin_pages:edit", args=[lesson.pk])).content.decode()
    assert "应为“即使”" in page
    look(lesson, li)
    assert LessonPage.objects.get(pk=lesson.pk).live


def test_many_at_once_leave_the_one_with_a_sensitive_word(at_the_end, li, client):
    good, bad = at_the_end(title="好的"), at_the_end(title="卖的", summary="优惠价")
    client.force_login(li)
    address = reverse("wagtail_bulk_action", args=["wagtailcore", "page", "approve_look"])
    address += f"?id={good.pk}&id={bad.pk}"
    shown = client.get(address).content.decode()
    assert "不做推销" in shown
    seen = [f"{page.current_workflow_task_state.pk}:{page.latest_revision_id}" for page in (good, bad)]
    response = client.post(f"{address}&next={reverse('desk_lessons:index')}", {"seen": seen}, follow=True)
    assert "“卖的”里有敏感词" in texts(response)
    assert LessonPage.objects.get(pk=good.pk).live
    assert not LessonPage.objects.get(pk=bad.pk).live


# --- the lists in the admin ---


@pytest.mark.parametrize("model", ["sensitiveword", "misspeltword"])
def test_the_city_keeps_the_lists_and_a_county_does_not(model, wang, zhou, client):
    address = reverse(f"wagtailsnippets_catalog_{model}:list")
    client.force_login(wang)
    assert client.get(address).status_code == 200
    client.force_login(zhou)
    assert client.get(address).status_code in (302, 403)


def test_an_exception_that_does_not_hold_the_word_is_refused(wang, client, lists):
    client.force_login(wang)
    address = reverse("wagtailsnippets_catalog_sensitiveword:add")
    response = client.post(address, {"word": "包过", "note": "", "exceptions": "面包", "active": "on"})
    assert "例外要是含有“包过”的更长的词：面包" in response.content.decode()
    client.post(address, {"word": "包过", "note": "", "exceptions": "面包过期\n书包过重", "active": "on"})
    assert SensitiveWord.objects.get(word="包过").exceptions == ["面包过期", "书包过重"]
