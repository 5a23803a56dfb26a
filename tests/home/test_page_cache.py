import pytest
from django.db import connection
from wagtail.models import PageViewRestriction

from accounts.models import User
from catalog import generation


@pytest.fixture(autouse=True)
def kept(pages_kept):
    """All of these are about kept pages."""


def changed(callbacks):
    """A change of its own, with what its commit sets off; what was made before counts as committed."""
    connection.run_on_commit.clear()
    return callbacks(execute=True)


def test_a_kept_page_costs_one_query(items, visitor, django_assert_num_queries):
    address = items.lesson().get_url()
    first = visitor.get(address)
    with django_assert_num_queries(1):
        again = visitor.get(address)
    assert again.content == first.content
    assert again["Cache-Control"] == first["Cache-Control"]


def test_a_change_is_seen_at_once(items, visitor, django_capture_on_commit_callbacks):
    lesson = items.lesson(title="旧题目")
    assert "旧题目" in visitor.get(lesson.get_url()).content.decode()
    with changed(django_capture_on_commit_callbacks):
        lesson.title = "新题目"
        lesson.save_revision().publish()
    assert "新题目" in visitor.get(lesson.get_url()).content.decode()


def test_a_withdrawn_item_is_gone_at_once(items, visitor, django_capture_on_commit_callbacks):
    lesson = items.lesson()
    assert visitor.get(lesson.get_url()).status_code == 200
    with changed(django_capture_on_commit_callbacks):
        lesson.unpublish()
    assert visitor.get(lesson.get_url()).status_code == 404


def test_a_page_that_becomes_private_is_not_shown_from_memory(
    items, visitor, django_capture_on_commit_callbacks
):
    lesson = items.lesson(title="只给里面的人看")
    visitor.get(lesson.get_url())
    with changed(django_capture_on_commit_callbacks):
        PageViewRestriction.objects.create(page=lesson, restriction_type=PageViewRestriction.LOGIN)
    assert "只给里面的人看" not in visitor.get(lesson.get_url()).content.decode()


def test_a_draft_moves_nothing(items, django_capture_on_commit_callbacks):
    before = generation.current()
    with changed(django_capture_on_commit_callbacks):
        items.lesson(live=False).save_revision()
    assert generation.current() == before


def test_many_changes_in_one_transaction_count_once(items, django_capture_on_commit_callbacks):
    before = generation.current()
    with changed(django_capture_on_commit_callbacks):
        for lesson in [items.lesson(), items.lesson()]:
            lesson.save_revision().publish()
    assert generation.current() == before + 1


def test_care_is_kept_apart(items, visitor):
    address = items.lesson().get_url()
    plain = visitor.get(address)
    visitor.cookies["care"] = "on"
    larger = visitor.get(address)
    assert b"data-care" not in plain.content
    assert b'data-care="on"' in larger.content
    assert plain["ETag"] != larger["ETag"]


def test_another_cookie_makes_no_difference(items, visitor, django_assert_num_queries):
    address = items.lesson().get_url()
    visitor.get(address)
    visitor.cookies["firewall"] = "x1"
    with django_assert_num_queries(1):
        visitor.get(address)


def test_a_visitor_gets_no_cookie_anywhere(items, visitor):
    lesson = items.lesson()
    for address in ["/", "/items/", "/search/", "/sitemap/", "/nothing/", lesson.get_url()]:
        assert not visitor.get(address).cookies, address


def test_who_is_signed_in_gets_pages_of_their_own(items, client):
    address = items.lesson().get_url()
    client.force_login(User.objects.create_user("editor"))
    assert client.get(address)["Cache-Control"] == "private, no-cache"


def test_caches_on_the_way_are_told_how_long(items, visitor):
    response = visitor.get(items.lesson().get_url())
    assert "s-maxage=30" in response["Cache-Control"]
    assert "stale-while-revalidate=60" in response["Cache-Control"]
    assert "Cookie" in response["Vary"]


def test_an_unchanged_page_is_304(items, visitor):
    address = items.lesson().get_url()
    tag = visitor.get(address)["ETag"]
    assert visitor.get(address, headers={"if-none-match": tag}).status_code == 304


def test_search_is_told_to_caches_but_not_kept(items, visitor):
    items.lesson(title="写作业磨蹭")
    assert "s-maxage" in visitor.get("/search/?q=磨蹭")["Cache-Control"]
    items.lesson(title="又一节磨蹭的课")
    # The index follows a moment later than the commit: a kept answer would hide what came meanwhile.
    assert visitor.get("/search/?q=磨蹭").status_code == 200


def test_an_address_that_nobody_would_type_is_not_kept(items, visitor, django_assert_max_num_queries):
    long = "/items/?" + "x" * 700
    assert "Cache-Control" not in visitor.get(long)


def test_the_health_check_asks_nothing(visitor, django_assert_num_queries, db):
    with django_assert_num_queries(0):
        assert visitor.get("/healthz").content == b"ok"
