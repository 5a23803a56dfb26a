"""What stays on the device: the child's stage, favourites, ticks. And what never arises: cookies, complaints."""

from tests.browser.conftest import DESK
from tests.browser.pages import KINDS_OF_PAGES


def test_a_visitor_gets_no_cookie_and_the_browser_has_no_complaint(open_site):
    site = open_site(DESK)
    for name in filter(site.has, KINDS_OF_PAGES):
        site.visit(name)
        site.page.wait_for_load_state("networkidle")
    assert site.context.cookies() == []
    assert site.complaints == []


def test_the_stage_is_remembered_and_brings_what_fits_to_the_front(open_site):
    site = open_site()
    page = site.visit("home")
    page.get_by_role("radio", name="高中").check()
    page = site.visit("items")
    stages = page.locator("article").evaluate_all("cards => cards.map(card => card.dataset.stages || '')")
    fitting = ["SH" in value.split() for value in stages]
    assert fitting == sorted(fitting, reverse=True)
    assert any(fitting)
    assert site.visit("home").get_by_role("radio", name="高中").is_checked()


def test_a_favourite_is_kept_and_taken_off(open_site):
    site = open_site()
    site.visit("plan").get_by_role("button", name="收藏").click()
    assert site.page.get_by_role("button", name="已收藏").is_visible()
    page = site.visit("favourites")
    page.get_by_role("link", name="作业不磨蹭").click()
    assert page.get_by_role("heading", level=1).inner_text() == "作业不磨蹭"
    page = site.visit("favourites")
    page.get_by_role("button", name="不再收藏：作业不磨蹭").click()
    assert page.get_by_text("还没有收藏").is_visible()


def test_what_was_done_tonight_stays_ticked(open_site):
    site = open_site()
    site.visit("reading").get_by_role("checkbox").nth(1).check()
    page = site.visit("reading")
    ticked = page.get_by_role("checkbox").evaluate_all("boxes => boxes.map(box => box.checked)")
    assert ticked == [False, True, False]


def test_the_filters_say_how_many_items_they_would_give(open_site):
    page = open_site(DESK).visit("kind")
    page.get_by_role("checkbox", name="幼儿园").check()
    page.get_by_role("button", name="看11项结果").wait_for()


def test_the_short_address_is_copied(open_site):
    page = open_site().visit("unit")
    page.get_by_role("link", name="分享").click()
    page.get_by_role("button", name="复制地址").click()
    page.get_by_text("地址已复制").wait_for()
