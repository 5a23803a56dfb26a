"""Behind our proxies every visitor counts for themselves, and nobody chooses who they are."""

import pytest
from django.test import RequestFactory

from home.client_address import ClientAddressMiddleware

PROXY = "172.18.0.5"


def seen_as(passed_on):
    """The address that the rest of the site sees, of a request that a proxy brought."""
    headers = {"HTTP_X_FORWARDED_FOR": passed_on} if passed_on is not None else {}
    request = RequestFactory().get("/", REMOTE_ADDR=PROXY, **headers)
    ClientAddressMiddleware(lambda request: request)(request)
    return request.META["REMOTE_ADDR"]


def test_without_proxies_a_header_is_only_what_a_visitor_claims(settings):
    settings.TRUSTED_PROXIES = 0
    assert seen_as("203.0.113.7") == PROXY


@pytest.mark.parametrize(
    ("hops", "passed_on"),
    [
        (1, "203.0.113.7"),
        (1, "6.6.6.6, 203.0.113.7"),
        (2, "6.6.6.6, 203.0.113.7, 10.0.0.2"),
    ],
)
def test_the_visitor_is_who_the_outermost_of_our_proxies_saw(settings, hops, passed_on):
    settings.TRUSTED_PROXIES = hops
    assert seen_as(passed_on) == "203.0.113.7"


@pytest.mark.parametrize("passed_on", [None, "", "203.0.113.7"])
def test_a_header_that_is_too_short_came_another_way_and_is_not_believed(settings, passed_on):
    settings.TRUSTED_PROXIES = 2
    assert seen_as(passed_on) == PROXY


def test_two_visitors_behind_one_proxy_have_a_limit_each(client, settings, db):
    settings.TRUSTED_PROXIES, settings.SEARCH_API_RATE = 1, 1

    def ask(address):
        return client.get("/api/v1/suggest?q=", HTTP_X_FORWARDED_FOR=address, REMOTE_ADDR=PROXY).status_code

    assert [ask("203.0.113.7"), ask("203.0.113.7"), ask("203.0.113.8")] == [200, 429, 200]
