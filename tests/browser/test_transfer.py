"""What travels: few bytes, from this site alone, no cookie but the chosen one, nothing of what a parent keeps."""

from urllib.parse import urlsplit

from tests.browser.conftest import PHONE
from tests.browser.pages import KINDS_OF_PAGES

MOST_BYTES = 300 * 1024
MOST_HTML = 60 * 1024


def test_every_kind_of_page_is_light_and_asks_nobody_else(open_site, running_site):
    ours = urlsplit(running_site[0]).netloc
    heavy, elsewhere, cookies = {}, set(), set()
    for name in KINDS_OF_PAGES:
        site = open_site(PHONE)
        if not site.has(name):
            continue
        travelled = site.travelling()
        site.visit(name)
        site.scroll_to_the_end()
        html = len(site.page.content().encode())
        if travelled.bytes > MOST_BYTES or html > MOST_HTML:
            heavy[name] = (travelled.bytes, html)
        elsewhere |= {
            address for address in travelled.addresses if urlsplit(address).netloc not in ("", ours)
        }
        cookies |= set(travelled.cookies)
        assert len(travelled.addresses) > 2, name
        site.context.close()
    assert not heavy
    assert not elsewhere
    assert not cookies


def test_the_only_cookie_is_the_one_that_was_chosen(open_site):
    site = open_site()
    site.visit("lesson").get_by_role("link", name="关怀版").click()
    assert [(cookie["name"], cookie["value"], cookie["httpOnly"]) for cookie in site.context.cookies()] == [
        ("care", "on", True)
    ]
    site.page.get_by_role("link", name="退出关怀版").click()
    assert site.context.cookies() == []


def test_stage_favourites_and_ticks_never_leave_the_device(open_site):
    site = open_site()
    travelled = site.travelling()
    site.visit("home").get_by_role("radio", name="高中").check()
    site.visit("plan").get_by_role("button", name="收藏").click()
    site.visit("reading").get_by_role("checkbox").first.check()
    for name in ("items", "favourites", "lesson", "home"):
        site.visit(name)
        site.page.wait_for_load_state("networkidle")
    kept = site.page.evaluate("Object.keys(localStorage).map(key => key + '=' + localStorage.getItem(key))")
    assert len(kept) == 3  # it is on the device
    assert travelled.methods == {"GET"}
    assert not [address for address in travelled.addresses if "SH" in urlsplit(address).query]
    assert not [address for address in travelled.addresses if "heluo." in address]
    assert not travelled.cookies
    assert site.context.cookies() == []


def test_no_row_of_boxes_counts_on_gaps_that_old_browsers_do_not_leave(open_site):
    site = open_site(PHONE)
    relying = {}
    for name in filter(site.has, KINDS_OF_PAGES):
        site.visit(name)
        relying[name] = site.flex_gaps()
    assert not {name: found for name, found in relying.items() if found}
