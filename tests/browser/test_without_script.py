"""Everything that matters works with JavaScript off."""

import pytest

from tests.browser.conftest import DESK
from tests.browser.pages import KINDS_OF_PAGES


@pytest.fixture
def site(open_site):
    return open_site(script=False)


def test_a_search_is_sent_with_the_childs_stage(site):
    page = site.visit("home")
    page.get_by_role("searchbox", name="您遇到什么事了？").fill("小闹钟")
    page.get_by_role("radio", name="小学").check()
    page.get_by_role("button", name="搜索").click()
    assert "stage=PR" in page.url
    assert page.get_by_role("link", name="一只小闹钟").count() == 1


def test_the_sheet_of_filters_opens_and_narrows_the_list(site):
    page = site.visit("kind")
    page.get_by_role("link", name="筛选").click()
    page.get_by_role("checkbox", name="幼儿园").check()
    page.get_by_role("button", name="看结果").click()
    assert "grade=KG" in page.url
    assert page.get_by_role("article").count() == 11
    page.get_by_role("link", name="幼儿园 ，去掉这个条件").click()
    assert "grade" not in page.url


def test_pages_follow_one_another(site):
    page = site.visit("items")
    page.get_by_role("link", name="再看").click()
    assert "page=2" in page.url
    page.get_by_role("link", name="第1页").click()
    assert page.get_by_role("article").count() == 20


def test_a_lesson_can_be_played_read_and_shared(site):
    page = site.visit("lesson")
    assert page.locator("video[controls]").count() == 1
    assert page.get_by_role("heading", name="今晚就能做").is_visible()
    page.get_by_role("link", name="00:08").first.click()
    assert "t=8" in page.url
    page.get_by_role("link", name="分享").click()
    assert page.get_by_role("dialog", name="分享给家人").is_visible()


def test_nothing_is_offered_that_needs_script(site):
    for name in filter(site.has, KINDS_OF_PAGES):
        page = site.visit(name)
        words = ["收藏", "朗读", "打印", "复制地址", "播放视频"]
        offered = [word for word in words if page.get_by_role("button", name=word, exact=True).count()]
        assert offered == [], name


def test_the_large_version_is_chosen_and_left_by_a_link(open_site):
    site = open_site(DESK, script=False)
    page = site.visit("plan")
    page.get_by_role("link", name="关怀版").click()
    assert page.locator("html[data-care=on]").count() == 1
    page.get_by_role("link", name="退出关怀版").click()
    assert page.locator("html[data-care=on]").count() == 0
