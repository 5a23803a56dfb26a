"""Fixtures for every room: a city with its counties, and items in it."""

import pytest
from django.core.cache import cache, caches
from django.core.management import call_command

from accounts.models import Organisation
from catalog.models import CountyIndexPage
from tests.factories import ItemFactory


def pytest_addoption(parser):
    """What the fault drills (tests/faults) are told; here, since only this file is read before options are."""
    drills = parser.getgroup("faults")
    drills.addoption("--faults-items", type=int, default=2200, help="how many items an installation has")
    drills.addoption("--faults-whole", action="store_true", help="everything, not only what CI runs")
    drills.addoption("--faults-report", help="write the table of results to this file")


@pytest.fixture(scope="session")
def django_db_setup(django_db_setup, django_db_blocker):
    """Every test begins with the organisations, the vocabularies and the places of all counties: they take
    two seconds to make, so they are made once and each test rolls back to them."""
    with django_db_blocker.unblock():
        bring_the_city()


def bring_the_city():
    call_command("load_organisations")
    call_command("load_vocabulary")
    call_command("make_places")


@pytest.fixture(autouse=True)
def empty_cache():
    cache.clear()


@pytest.fixture(autouse=True)
def nothing_is_written_a_minute_later(monkeypatch):
    """A search's count is written by a thread of its own, which would commit into another test's database."""
    monkeypatch.setattr("search.asking._flush_later", lambda: None)


@pytest.fixture(autouse=True)
def files_in_a_temporary_folder(settings, tmp_path):
    settings.MEDIA_ROOT = tmp_path / "media"
    settings.SEARCH_INDEX_DIR = tmp_path / "index"


@pytest.fixture
def city(db):
    """The city, with all counties and vocabularies; brought anew where a transactional test emptied the database."""
    if not CountyIndexPage.objects.exists():
        bring_the_city()
    return Organisation.objects.get(code="410300")


@pytest.fixture
def items(city):
    """Makes items: `items.lesson(title=…, county="410311", themes=["T0201"], live=True)`."""
    return ItemFactory()


@pytest.fixture
def kept_between_pages(settings):
    """Vocabularies and furniture are kept as on a running site, so that only a page's own queries count."""
    kept = {"BACKEND": "django.core.cache.backends.locmem.LocMemCache", "LOCATION": "kept-between-pages"}
    settings.CACHES = {**settings.CACHES, "pages": kept}
    caches["pages"].clear()
