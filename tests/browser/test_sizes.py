"""Nothing is wider than the window, too small to press or too small to read."""

import pytest

from tests.browser.conftest import DESK, NARROW, PHONE
from tests.browser.pages import KINDS_OF_PAGES

WIDTHS = [NARROW["width"], 768, 1024]


@pytest.mark.parametrize("care", [False, True])
def test_no_kind_of_page_scrolls_sideways(open_site, care):
    site = open_site(NARROW, care=care)
    wider = {}
    for name in filter(site.has, KINDS_OF_PAGES):
        site.visit(name)
        for width in WIDTHS:
            site.page.set_viewport_size({"width": width, "height": 800})
            if site.width_beyond() > 0:
                wider[name, width] = site.width_beyond()
    assert not wider


@pytest.mark.parametrize(
    ("size", "care", "target", "text"), [(PHONE, False, 44, 16), (DESK, False, 44, 16), (PHONE, True, 60, 24)]
)
def test_every_target_can_be_hit_and_every_text_read(open_site, size, care, target, text):
    site = open_site(size, care=care)
    small = {}
    for name in filter(site.has, KINDS_OF_PAGES):
        site.visit(name)
        small[name] = site.small_targets(target) + site.small_texts(text)
    assert not {name: found for name, found in small.items() if found}
