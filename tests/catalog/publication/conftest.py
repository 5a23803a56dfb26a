"""A county's editor and three of the city, who look at things one after the other."""

import json
import secrets

import pytest
from bs4 import BeautifulSoup
from django.urls import reverse
from django.utils.html import strip_tags

from accounts.models import Membership, Organisation, User
from catalog.admin.look_actions import submit
from tests.catalog.test_rights import form_of as filled

Role = Membership.Role


def editor(name, role, code, **fields):
    user = User.objects.create_user(name, name=name, email=f"{len(name)}{code}@example.org", **fields)
    Membership.objects.create(user=user, organisation=Organisation.objects.get(code=code), role=role)
    return user


@pytest.fixture
def zhou(city):
    return editor("周老师", Role.COUNTY_EDITOR, "410311")


@pytest.fixture
def wang(city):
    return editor("王老师二", Role.CITY_EDITOR, "410300")


@pytest.fixture
def li(city):
    return editor("李老师三三", Role.CITY_EDITOR, "410300")


@pytest.fixture
def look():
    """Gives the look that waits, as the view does: `look(page, user)`, `look(page, user, "reject", "为什么")`."""

    def give(page, user, action="approve", comment=""):
        state = type(page).objects.get(pk=page.pk).current_workflow_task_state
        state.task.specific.on_action(state, user, action, comment=comment)

    return give


@pytest.fixture
def all_looks(zhou, wang, li, look):
    """Takes a draft all the way: sent in and looked at by three people."""

    def take(page, by=None):
        submit(page, zhou)
        for person in by or (zhou, wang, li):
            look(page, person)
        page.refresh_from_db()
        return page

    return take


def written(text):
    """A rich text as the editor in the browser sends it, with marks of its own."""
    block = {"text": text, "type": "unstyled", "depth": 0, "inlineStyleRanges": [], "entityRanges": []}
    return json.dumps({"blocks": [{"key": secrets.token_hex(3)[:5], **block}], "entityMap": {}})


def form_of(client, page):
    """What the browser would send back from an item's edit form."""
    attachments = {f"attachments-{name}_FORMS": "0" for name in ("TOTAL", "INITIAL")}
    sent = attachments | filled(client, reverse("wagtailadmin_pages:edit", args=[page.pk]))
    text = strip_tags(getattr(page, "full_text", ""))
    return sent | {"full_text": written(text) if text else "null"}


def texts(response):
    """The messages above an admin page."""
    soup = BeautifulSoup(response.content, "html.parser")
    return " ".join(one.get_text(" ", strip=True) for one in soup.select(".messages, .help-block"))
