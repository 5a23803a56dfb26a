"""When two revisions say the same to a reader."""

import pytest

from catalog.wording import same_words


class Draft:
    def __init__(self, **content):
        self.content = {"title": "先听", "full_text": "<p>先看一眼。</p>", **content}


@pytest.mark.parametrize(
    "change",
    [
        {"full_text": '<p data-block-key="ab1cd">先看一眼。</p>'},
        {"latest_revision_created_at": "2026-11-27T10:40:00Z", "has_unpublished_changes": True},
        {"wagtail_admin_comments": [{"text": "这里再想想", "pk": 3}]},
        {"title": "先听\n"},
    ],
)
def test_what_is_not_read_makes_no_difference(change):
    assert same_words(Draft(), Draft(**change))


def test_a_block_that_got_its_id_is_the_same_block():
    without = '[{"type": "sentence", "value": "一句"}]'
    assert same_words(
        Draft(key_points=without), Draft(key_points='[{"type": "sentence", "value": "一句", "id": "0f"}]')
    )
    assert not same_words(Draft(key_points=without), Draft(key_points=without.replace("一句", "两句")))


@pytest.mark.parametrize(
    "change",
    [
        {"title": "先听完"},
        {"full_text": "<p>先看一眼。再说。</p>"},
        {"full_text": '<p>先看<a href="https://example.org">一眼</a>。</p>'},
        {"go_live_at": "2026-12-01T00:00:00Z"},
        {"themes": [3]},
    ],
)
def test_what_is_read_does(change):
    assert not same_words(Draft(), Draft(**change))
