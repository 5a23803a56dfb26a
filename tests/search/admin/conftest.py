"""People at the desk of search."""

import pytest

from accounts.models import Membership, Organisation, User
from search.admin.rights import index_rights_ensure, words_rights_ensure

Role = Membership.Role


@pytest.fixture
def sign_in(client, city):
    """Signs somebody in: `sign_in(Role.COUNTY_EDITOR, "410311")`; returns the user."""
    index_rights_ensure(city=city)
    words_rights_ensure(city=city)

    def enter(role, code):
        user = User.objects.create_user(f"{role}-{code}")
        Membership.objects.create(user=user, organisation=Organisation.objects.get(code=code), role=role)
        client.force_login(user)
        return user

    return enter


@pytest.fixture
def county_editor(sign_in):
    return sign_in(Role.COUNTY_EDITOR, "410311")


@pytest.fixture
def city_editor(sign_in):
    return sign_in(Role.CITY_EDITOR, "410300")


@pytest.fixture
def manager(sign_in):
    return sign_in(Role.MANAGER, "410300")
