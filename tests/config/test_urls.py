"""The site as a visitor's browser walks it: under a sub-path, without cookies, without other origins."""

import re
from urllib.parse import urljoin, urlsplit

import pytest
from django.test import Client, override_settings
from django.urls import clear_script_prefix, set_script_prefix

from search import indexing

PREFIX = "/jiajiao"


@pytest.fixture
def shelf(items):
    lesson = items.lesson(title="一节课", themes=["T0201"], grades=["P3"], keywords=["示例"])
    plan = items.plan(title="一份教案", links=[lesson], themes=["T0201"])
    unit = items.unit(title="一座馆", themes=["T1404"])
    route = items.route(title="一条线", stops=[unit], links=[plan])
    items.collection(title="一个专题", holds=[lesson, route])
    indexing.rebuild()


@pytest.fixture
def under_a_sub_path(settings):
    settings.FORCE_SCRIPT_NAME = PREFIX
    set_script_prefix(PREFIX + "/")
    # Settings that were resolved against the old prefix.
    with override_settings(STATIC_URL=f"{PREFIX}/static/", MEDIA_URL=f"{PREFIX}/media/"):
        yield
    clear_script_prefix()


def references(html):
    return [
        address.replace("&amp;", "&")
        for address in re.findall(r"""(?:href|src|action|poster)=["']([^"']*)["']""", html)
        if address and not address.startswith(("data:", "#", "mailto:", "tel:"))
    ]


def sent_to(html):
    """The addresses of forms that are sent and not opened."""
    return set(re.findall(r"""<form[^>]*method="post"[^>]*action="([^"]*)\"""", html))


def test_every_address_stays_under_the_sub_path_and_answers(shelf, under_a_sub_path):
    client = Client()
    seen, queue, kinds = set(), [PREFIX + "/"], set()
    while queue and len(seen) < 150:
        address = queue.pop(0)
        path = urlsplit(address).path
        if address in seen or path.startswith((f"{PREFIX}/static/", f"{PREFIX}/media/")):
            continue
        seen.add(address)
        # As a server does it: the prefix is the script name and no part of the path.
        response = client.get(address.removeprefix(PREFIX) or "/", SCRIPT_NAME=PREFIX)
        if response.status_code in (301, 302):
            queue.append(urljoin(address, response.url))
            assert response.url.startswith(PREFIX), (address, response.url)
            continue
        assert response.status_code == 200, address
        if "html" not in response["Content-Type"]:
            continue
        kinds.add(path.removeprefix(PREFIX).split("/")[1])
        html = response.content.decode()
        for reference in references(html):
            target = urljoin(address, reference)
            assert not urlsplit(target).netloc or urlsplit(target).netloc == "testserver", (
                address,
                reference,
            )
            assert urlsplit(target).path.startswith(PREFIX + "/"), (address, reference)
            if reference not in sent_to(html):
                queue.append(urlsplit(target)._replace(scheme="", netloc="", fragment="").geturl())
    assert {"", "kind", "theme", "grade", "luolong", "search", "items"} <= kinds


def test_a_visitor_gets_no_cookie_and_meets_no_other_origin(shelf, client):
    for address in (
        "/",
        "/items/",
        "/kind/lesson/",
        "/theme/T02/",
        "/luolong/lessons/",
        "/search/?q=一节课",
        "/nope/",
    ):
        response = client.get(address)
        assert not response.cookies, address
        for reference in references(response.content.decode()):
            assert urlsplit(urljoin("http://testserver/", reference)).netloc == "testserver", (
                address,
                reference,
            )


def test_what_looks_like_markup_in_a_title_is_shown_as_text(items, client):
    lesson = items.lesson(
        title="<script>alert(1)</script>同桌总抢东西", summary="<img src=x onerror=alert(1)>"
    )
    for address in (lesson.url, "/", "/items/", "/search/?q=%3Cscript%3Ealert(1)%3C/script%3E"):
        html = client.get(address).content.decode()
        assert "<script>alert(1)" not in html, address
        assert "<img src=x" not in html, address
    assert "&lt;script&gt;alert(1)&lt;/script&gt;同桌总抢东西" in client.get(lesson.url).content.decode()
