"""Fixtures of the front rooms: pages are kept for real, changes are committed at once."""

import pytest
from django.core.cache import caches
from django.test import Client


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
