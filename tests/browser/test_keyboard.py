"""The keyboard alone is enough, and what has focus is seen."""

from tests.browser.conftest import DESK


def test_the_first_tab_offers_to_skip_to_the_content(open_site):
    site = open_site()
    site.visit("home")
    site.page.keyboard.press("Tab")
    assert site.focused == "跳到正文"
    assert site.focus_is_seen
    site.page.keyboard.press("Enter")
    assert site.page.evaluate("document.activeElement.id") == "main"


def test_a_worry_is_typed_and_its_first_result_opened(open_site):
    site = open_site()
    site.visit("home")
    site.page.get_by_role("combobox", name="您遇到什么事了？").focus()
    site.page.keyboard.type("小闹钟")
    site.page.keyboard.press("Enter")
    site.page.wait_for_url("**/search/**")
    site.tab_to("一只小闹钟")
    site.page.keyboard.press("Enter")
    site.page.wait_for_url("**/lessons/**")
    assert site.page.get_by_role("heading", level=1).inner_text() == "一只小闹钟"


def test_every_stop_of_the_front_page_shows_its_focus(open_site):
    site = open_site(DESK)
    site.visit("home")
    unseen = []
    for _ in range(45):
        site.page.keyboard.press("Tab")
        if not site.focus_is_seen:
            unseen.append(site.focused)
    assert unseen == []


def test_the_stage_is_chosen_with_arrow_keys(open_site):
    site = open_site()
    site.visit("home")
    site.page.get_by_role("radio", name="不限").focus()
    site.page.keyboard.press("ArrowRight")
    site.page.keyboard.press("ArrowRight")
    assert site.page.get_by_role("radio", name="小学").is_checked()


def test_the_sheet_of_filters_keeps_focus_until_escape_and_gives_it_back(open_site):
    site = open_site()
    page = site.visit("kind")
    page.get_by_role("link", name="筛选").focus()
    page.keyboard.press("Enter")
    sheet = page.get_by_role("form", name="筛选")
    sheet.wait_for(state="visible")
    for _ in range(40):
        page.keyboard.press("Tab")
        assert page.evaluate("document.activeElement.closest('#filters') !== null")
    page.keyboard.press("Escape")
    sheet.wait_for(state="hidden")
    assert site.focused.startswith("筛选")


def test_more_results_move_focus_to_the_first_new_title(open_site):
    site = open_site()
    page = site.visit("items")
    before = page.get_by_role("article").count()
    page.get_by_role("link", name="再看").focus()
    page.keyboard.press("Enter")
    site.wait_until(f"document.querySelectorAll('article').length > {before}")
    assert page.get_by_role("article").nth(before).get_by_role("link").inner_text() == site.focused
    assert "page=2" in page.url


def test_a_sentence_of_the_transcript_plays_from_there(open_site):
    site = open_site()
    page = site.visit("lesson")
    page.get_by_role("link", name="00:08").first.focus()
    page.keyboard.press("Enter")
    site.wait_until("document.querySelector('video').currentTime >= 8")
