"""axe-core finds nothing on any kind of page, on a phone, on a desk, in 关怀版, and with each sheet open."""

import pytest

from tests.browser.conftest import DESK, PHONE
from tests.browser.pages import KINDS_OF_PAGES

VIEWS = {"phone": (PHONE, False), "desk": (DESK, False), "care": (PHONE, True), "care-desk": (DESK, True)}


@pytest.mark.parametrize("view", VIEWS)
def test_no_kind_of_page_has_a_violation(open_site, view):
    size, care = VIEWS[view]
    site = open_site(size, care=care)
    found = {}
    for name in filter(site.has, KINDS_OF_PAGES):
        site.visit(name)
        found[name] = site.violations()
    assert not {name: lines for name, lines in found.items() if lines}


@pytest.mark.parametrize(("name", "opener"), [("kind", "筛选"), ("kind", "最新"), ("lesson", "分享")])
def test_no_open_sheet_has_a_violation(open_site, name, opener):
    site = open_site()
    site.visit(name).get_by_role("link", name=opener).first.click()
    site.page.wait_for_timeout(400)
    assert site.violations() == []
