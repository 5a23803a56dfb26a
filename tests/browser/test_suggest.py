"""Suggestions while one types: by keyboard, by touch, to a screen reader."""

import pytest

from tests.browser.conftest import DESK, PHONE

PLACES = [("home", PHONE), ("results", PHONE), ("lost", PHONE), ("lesson", DESK)]


def field_of(page):
    return page.get_by_role("combobox").locator("visible=true").first


def type_words(site, place, words):
    page = site.visit(place)
    field = field_of(page)
    field.fill("")
    field.press_sequentially(words)
    page.get_by_role("option", name="一只小闹钟").wait_for()
    return page, field


@pytest.mark.parametrize(("place", "size"), PLACES)
def test_every_search_field_suggests(open_site, place, size):
    site = open_site(size)
    page, field = type_words(site, place, "一只")
    options = page.get_by_role("option")
    assert 1 <= options.count() <= 6
    assert all(options.nth(at).bounding_box()["height"] >= 48 for at in range(options.count()))
    assert page.get_by_role("option", name="一只小闹钟").locator("b").inner_text() == "一只"
    assert field.get_attribute("aria-expanded") == "true"
    assert site.width_beyond() <= 0
    assert site.violations() == []


def test_the_list_lies_above_all_that_follows(open_site):
    site = open_site(PHONE)
    page, _field = type_words(site, "home", "yi")
    covered = page.evaluate(
        "[...document.querySelectorAll('[role=option]')].map(o => { const b = o.getBoundingClientRect();"
        " const top = document.elementFromPoint(b.left + b.width / 2, b.top + b.height / 2);"
        " return b.bottom > innerHeight || o.contains(top); })"
    )
    assert covered
    assert all(covered)


def test_arrows_and_enter_lead_to_the_item(open_site):
    site = open_site()
    page, field = type_words(site, "home", "一只小")
    page.keyboard.press("ArrowDown")
    active = field.get_attribute("aria-activedescendant")
    assert page.locator(f"#{active}").get_attribute("aria-selected") == "true"
    assert field.get_attribute("aria-controls") == page.get_by_role("listbox").get_attribute("id")
    page.keyboard.press("Enter")
    page.wait_for_url("**/lessons/**")


def test_arrows_go_round_through_the_field(open_site):
    site = open_site()
    page, field = type_words(site, "home", "一只小")
    rows = page.get_by_role("option").count()
    page.keyboard.press("ArrowUp")
    assert page.get_by_role("option").nth(rows - 1).get_attribute("aria-selected") == "true"
    page.keyboard.press("ArrowDown")
    assert field.get_attribute("aria-activedescendant") is None
    assert field.input_value() == "一只小"


def test_enter_without_a_choice_sends_the_words(open_site):
    site = open_site()
    page, _field = type_words(site, "home", "一只小")
    page.keyboard.press("Enter")
    page.wait_for_url("**/search/**")


def test_escape_closes_and_keeps_the_words(open_site):
    site = open_site()
    page, field = type_words(site, "home", "一只小")
    page.keyboard.press("Escape")
    page.get_by_role("listbox").wait_for(state="hidden")
    assert field.get_attribute("aria-expanded") == "false"
    assert field.input_value() == "一只小"
    page.keyboard.press("ArrowDown")
    page.get_by_role("listbox").wait_for()


def test_a_row_is_taken_by_pointer(open_site):
    site = open_site()
    page, _field = type_words(site, "home", "yizhi")
    page.get_by_role("option", name="一只小闹钟").click()
    page.wait_for_url("**/lessons/**")


def test_fast_typing_asks_once_for_what_was_typed_last(open_site):
    site = open_site()
    asked = []
    site.page.on("request", lambda request: "/suggest?" in request.url and asked.append(request.url))
    type_words(site, "home", "yizhi")
    assert len(asked) == 1
    assert asked[0].endswith("q=yizhi")


def test_without_an_answer_the_form_is_only_sent(open_site):
    site = open_site()
    page = site.visit("home")
    page.route("**/suggest*", lambda route: route.fulfill(status=429, body="{}"))
    field = field_of(page)
    field.press_sequentially("小闹钟")
    page.wait_for_timeout(400)
    assert page.get_by_role("listbox").count() == 0
    page.keyboard.press("Enter")
    page.wait_for_url("**/search/**")
