"""Fixtures of the front rooms: pages are kept for real, changes are committed at once."""

import pytest
from django.core.cache import caches
from django.test import Client

from home.page_cache import PageCacheMiddleware


@pytest.fixture
def visitor():
    """Somebody without an account, on the default host."""
    return Client(HTTP_HOST="localhost")


@pytest.fixture
def pages_kept(settings):
    """Pages are kept as in production; nothing of another test is left."""
    memory = {"BACKEND": "django.core.cache.backends.locmem.LocMemCache", "LOCATION": "pages-in-test"}
    settings.CACHES = {**settings.CACHES, "pages": memory}
    caches["pages"].clear()


@pytest.fixture
def furniture_kept(pages_kept, monkeypatch):
    """As in production between two changes, but each page is made anew: what its own queries are."""
    monkeypatch.setattr(PageCacheMiddleware, "_is_public", lambda *_: False)
