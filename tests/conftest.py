"""Fixtures for every room: a city with its counties, and items in it."""

import pytest
from django.core.cache import cache
from django.core.management import call_command

from accounts.models import Organisation
from catalog.places import city_rights_ensure, county_page_ensure
from tests.factories import ItemFactory


@pytest.fixture(autouse=True)
def empty_cache():
    cache.clear()


@pytest.fixture(autouse=True)
def files_in_a_temporary_folder(settings, tmp_path):
    settings.MEDIA_ROOT = tmp_path / "media"
    settings.SEARCH_INDEX_DIR = tmp_path / "index"


@pytest.fixture
def city(db):
    """The city with all counties and vocabularies, and the places of two counties."""
    call_command("load_organisations")
    call_command("load_vocabulary")
    for code in ("410311", "410325"):
        county_page_ensure(county=Organisation.objects.get(code=code))
    organisation = Organisation.objects.get(code="410300")
    city_rights_ensure(city=organisation)
    return organisation


@pytest.fixture
def items(city):
    """Makes items: `items.lesson(title=…, county="410311", themes=["T0201"], live=True)`."""
    return ItemFactory()
