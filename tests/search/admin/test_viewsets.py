"""The words of search belong to the city: who may see and change which list, and what the lists say."""

from datetime import timedelta

import pytest
from django.urls import reverse
from django.utils import timezone

from accounts.models import Organisation
from search.models import HelpCard, PinnedResult, SuggestedQuery, Synonym

LISTS = ["synonym", "pinnedresult", "helpcard", "suggestedquery"]


def address(model, view, *args):
    return reverse(f"wagtailsnippets_search_{model}:{view}", args=args)


def page_of(response):
    return response.content.decode()


@pytest.mark.parametrize("model", LISTS)
def test_a_city_editor_reads_and_adds(client, city_editor, model):
    assert client.get(address(model, "list")).status_code == 200
    assert client.get(address(model, "add")).status_code == 200


@pytest.mark.parametrize("model", LISTS)
def test_a_county_editor_has_no_part_in_them(client, county_editor, model):
    for view in ("list", "add"):
        response = client.get(address(model, view))
        assert response.status_code == 302
        assert response.url == reverse("wagtailadmin_home")


@pytest.mark.parametrize("model", LISTS)
def test_a_manager_reads_and_changes_nothing(client, manager, model):
    assert client.get(address(model, "list")).status_code == 200
    assert client.get(address(model, "add")).url == reverse("wagtailadmin_home")


def test_a_manager_looks_at_a_card_but_cannot_open_its_form(client, manager):
    card = HelpCard.objects.get(code="life")
    assert "不想活" in page_of(client.get(address("helpcard", "inspect", card.pk)))
    assert client.get(address("helpcard", "edit", card.pk)).url == reverse("wagtailadmin_home")


def test_the_menu_leads_a_city_editor_to_all_lists(client, city_editor):
    page = page_of(client.get(reverse("wagtailadmin_home")))
    for model in LISTS:
        assert address(model, "list") in page


def test_a_synonym_is_found_by_its_words_and_added(client, city_editor):
    response = client.post(
        address("synonym", "add"),
        {"said": "慢得像树懒", "meant": "磨蹭", "both_ways": "on", "active": "on"},
    )
    assert response.status_code == 302
    row = Synonym.objects.get(said="慢得像树懒")
    assert row.both_ways
    page = page_of(client.get(address("synonym", "list"), {"q": "树懒"}))
    assert "慢得像树懒" in page
    assert "双向" in page
    assert "陪写作业" not in page


def test_a_new_synonym_begins_with_the_words_of_the_address(client, city_editor):
    assert "总啃指甲" in page_of(client.get(address("synonym", "add"), {"said": "总啃指甲"}))


@pytest.fixture
def pin(make_lesson):
    def make(title="一只小闹钟", *, live=True, **dates):
        return PinnedResult.objects.create(query="磨蹭", item=make_lesson(title, live=live), **dates)

    return make


def test_the_list_of_pins_says_what_holds_today(client, city_editor, pin):
    today = timezone.localdate()
    pin("现在的")
    pin("以后的", starts=today + timedelta(days=1))
    pin("过去的", ends=today - timedelta(days=1))
    pin("草稿的", live=False)
    page = page_of(client.get(address("pinnedresult", "list")))
    for state in ("今天生效", "还没到", "已经过了", "资源没有公开，没有置顶"):
        assert state in page
    now = page_of(client.get(address("pinnedresult", "list"), {"due": "now"}))
    assert "现在的" in now
    assert "以后的" not in now
    assert "过去的" not in now


def test_pinning_a_draft_is_kept_and_says_that_nobody_sees_it(client, city_editor, make_lesson):
    lesson = make_lesson("还在写的", live=False)
    data = {"query": "磨蹭", "item": lesson.pk, "starts": "", "ends": ""}
    page = page_of(client.post(address("pinnedresult", "add"), data, follow=True))
    assert PinnedResult.objects.get().item_id == lesson.pk
    assert "现在没有公开" in page


def test_a_pin_that_ends_before_it_starts_is_refused(client, city_editor, make_lesson):
    data = {"query": "磨蹭", "item": make_lesson("课").pk, "starts": "2026-09-02", "ends": "2026-09-01"}
    page = page_of(client.post(address("pinnedresult", "add"), data))
    assert "这样一天也不会置顶" in page
    assert not PinnedResult.objects.exists()


def card_data(card, **changed):
    fields = ("code", "title", "text", "contacts", "words", "sort")
    return {
        **{name: getattr(card, name) for name in fields},
        "active": "on",
        "county_contacts-TOTAL_FORMS": "0",
        "county_contacts-INITIAL_FORMS": "0",
        "county_contacts-MIN_NUM_FORMS": "0",
        "county_contacts-MAX_NUM_FORMS": "1000",
        **changed,
    }


def test_a_cards_words_numbers_and_county_lines_are_edited(client, city_editor):
    card = HelpCard.objects.get(code="life")
    line = {
        "county_contacts-TOTAL_FORMS": "1",
        "county_contacts-0-county": Organisation.objects.get(code="410311").pk,
        "county_contacts-0-name": "示例辅导站",
        "county_contacts-0-number": "0379-00000000",
        "county_contacts-0-checked_on": "2026-09-01",
        "county_contacts-0-ORDER": "1",
    }
    data = card_data(card, words=f"{card.words}\n不想醒来", contacts="急救｜120", **line)
    response = client.post(address("helpcard", "edit", card.pk), data)
    assert response.status_code == 302
    card = HelpCard.objects.get(code="life")
    assert "不想醒来" in card.trigger_words
    assert [(one.county.code, one.number) for one in card.county_contacts.all()] == [
        ("410311", "0379-00000000")
    ]


@pytest.mark.parametrize(
    ("changed", "said"),
    [
        ({"contacts": "急救120"}, "看不出号码"),
        ({"contacts": "急救｜打一二〇"}, "看不出号码"),
        ({"words": "|"}, "没有触发词"),
        ({"words": "死"}, "只有一个字"),
        ({"words": "小刀+"}, "少了一个词"),
    ],
)
def test_a_card_that_could_not_help_is_refused_and_says_why(client, city_editor, changed, said):
    card = HelpCard.objects.get(code="life")
    page = page_of(client.post(address("helpcard", "edit", card.pk), card_data(card, **changed)))
    assert said in page
    assert HelpCard.objects.get(code="life").words == card.words


@pytest.mark.parametrize(
    ("text", "said"),
    [("孩子不想活了", "求助卡"), ("孩子赌博", "屏蔽词"), ("量子纠缠", "找不到资源")],
)
def test_what_must_not_be_suggested_is_refused(client, city_editor, make_lesson, rebuilt, text, said):
    make_lesson("写作业磨蹭")
    rebuilt()
    page = page_of(client.post(address("suggestedquery", "add"), {"text": text, "sort": "0"}))
    assert said in page
    assert not SuggestedQuery.objects.filter(text=text).exists()


def test_an_approved_query_is_kept(client, city_editor, make_lesson, rebuilt):
    make_lesson("写作业磨蹭")
    rebuilt()
    data = {"text": "孩子写作业磨蹭", "hot": "on", "active": "on", "sort": "0"}
    assert client.post(address("suggestedquery", "add"), data).status_code == 302
    assert SuggestedQuery.objects.get(text="孩子写作业磨蹭").hot


def test_the_lists_of_harmless_and_blocked_words_are_the_citys(client, city_editor):
    settings = reverse("wagtailsettings:edit", args=["search", "searchwords"])
    page = page_of(client.get(settings, follow=True))
    assert "气死" in page
    assert "不当真的话" in page


def test_the_lists_are_closed_to_a_county(client, county_editor):
    settings = reverse("wagtailsettings:edit", args=["search", "searchwords"])
    response = client.get(settings, follow=True)
    assert response.redirect_chain[-1][0] == reverse("wagtailadmin_home")
