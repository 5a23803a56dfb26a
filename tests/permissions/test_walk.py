"""The table is walked: every role asks every address, an item's in every state.

Refused means: 401, 403, 404 or the door (the sign-in screen). Every request is undone, so that none helps the next.
"""

from collections.abc import Iterator
from dataclasses import replace
from typing import Any

import pytest
from django.contrib.contenttypes.models import ContentType
from django.core.files.base import ContentFile
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import transaction
from django.http import HttpResponse
from django.urls import get_resolver, reverse
from wagtail.contrib.redirects.models import Redirect
from wagtail.models import Page, Site, UploadedFile, Workflow

from accounts.models import Membership, Organisation
from catalog.admin.staged_sheets import sheet_stage
from catalog.complaining import complaint_make
from catalog.models import Grade, LessonPage, Theme
from catalog.models.words import MisspeltWord, SensitiveWord
from catalog.places import kind_index
from media.models import Document, Image, Video
from search.models import HelpCard, PinnedResult, SuggestedQuery, Synonym
from tests.media.files import mp4, pdf, picture
from tests.permissions import table
from tests.permissions.conftest import COUNTY, OTHER_COUNTY
from tests.permissions.table import (
    ELSEWHERE,
    FOR_VISITORS,
    IN_SOME_STATES,
    NOTHING_THERE,
    OF_ITEM,
    ROLES,
    STATES,
    Row,
)

SECRET = "只有本县区知道的题目"


def addresses(resolver: Any = None, path: str = "", spaces: tuple[str, ...] = ()) -> Iterator[str]:
    """The names of all addresses, or what they look like where they have none."""
    for pattern in (resolver or get_resolver()).url_patterns:
        here = path + str(pattern.pattern)
        if hasattr(pattern, "url_patterns"):
            within = (*spaces, pattern.namespace) if pattern.namespace else spaces
            yield from addresses(pattern, here, within)
        else:
            yield ":".join((*spaces, pattern.name)) if pattern.name else here


def named() -> set[str]:
    rows = {*OF_ITEM, *IN_SOME_STATES, *FOR_VISITORS, *ELSEWHERE, *NOTHING_THERE}
    return {name if name in NOTHING_THERE else name.split(" ")[0] for name in rows}


def test_the_table_names_every_address_and_none_that_is_gone():
    """A new address: add its line to table.py, and with it who may."""
    assert set(addresses()) - named() == set(), "not in tests/permissions/table.py"
    assert named() - set(addresses()) == set(), "in tests/permissions/table.py, but no address any more"


def is_refused(response: HttpResponse) -> bool:
    if response.status_code == 302:
        return "/login/" in response["Location"]
    return response.status_code in (401, 403, 404)


class Walker:
    """Asks for addresses as one person after another."""

    def __init__(self, client: Any, people: dict[str, Any], things: dict[str, Any]) -> None:
        self.client, self.people, self.things = client, people, things

    def enter(self, role: str) -> None:
        self.client.logout()
        if role != table.ANONYMOUS:
            self.client.force_login(self.people[role])

    def _value(self, name: str) -> Any:
        return name[1:] if name.startswith("=") else self.things[name]

    def address(self, name: str, row: Row) -> str:
        query = "&".join(f"{key}={self._value(value)}" for key, value in row.asked)
        path = reverse(name.split(" ")[0], args=[self._value(value) for value in row.takes])
        return f"{path}?{query}" if query else path

    def ask(self, name: str, row: Row, method: str = "") -> HttpResponse:
        address = self.address(name, row)
        call = self.client.post if (method or ("post" if row.post else "get")) == "post" else self.client.get
        with transaction.atomic():
            # As the admin's own script asks: a refusal is then a plain 403 and no way back to the front screen.
            response = call(address, headers={"X-Requested-With": "XMLHttpRequest"})
            body = b"".join(response.streaming_content) if response.streaming else response.content
            transaction.set_rollback(True)
        response.said = body.decode("utf-8", "replace")
        return response


@pytest.fixture
def walker(client, people, files):
    return Walker(client, people, {name: file.pk for name, file in files.items()})


def know(walker: Walker, lesson: LessonPage) -> None:
    revisions = list(lesson.revisions.order_by("pk").values_list("pk", flat=True))
    walker.things |= {
        "item": lesson.pk,
        "revision": revisions[-1],
        "earliest": "earliest",
        "latest": "latest",
        "short": lesson.short_id,
        "address": lesson.get_url_parts()[2].lstrip("/"),
        "version": "older",
    }


def footprint(lesson: LessonPage) -> tuple[Any, ...]:
    page = Page.objects.filter(pk=lesson.pk).first()
    assert page is not None
    restrictions = page.view_restrictions.count()
    return page.path, page.live, page.locked, page.title, page.latest_revision_id, restrictions


@pytest.mark.parametrize("state", STATES)
@pytest.mark.parametrize("role", ROLES)
def test_an_item_in_this_state_for_this_role(walker, item_in, role, state):
    lesson = item_in(state, title=SECRET)
    know(walker, lesson)
    walker.enter(role)
    before = footprint(lesson)
    wrong = []
    rows = OF_ITEM | {
        name: row if state in states else replace(row, may=row.may & table.OF_THE_ITEM)
        for name, (row, states) in IN_SOME_STATES.items()
        if state in states or name.startswith("wagtailadmin_choose")
    }
    for name, row in rows.items():
        response = walker.ask(name, row)
        if is_refused(response) == (role in row.may):
            wrong.append(f"{name}: {response.status_code}")
        if role not in row.may:
            assert SECRET not in response.said, name
            posted = walker.ask(name, row, method="post")
            if not is_refused(posted) and posted.status_code != 405:
                wrong.append(f"POST {name}: {posted.status_code}")
    assert not wrong, "\n".join(wrong)
    assert footprint(lesson) == before


@pytest.mark.parametrize("state", STATES)
@pytest.mark.parametrize("role", [table.ANONYMOUS, table.DEACTIVATED])
def test_a_visitor_sees_an_item_only_when_it_is_shown(walker, item_in, role, state):
    know(walker, item_in(state, title=SECRET))
    walker.enter(role)
    wrong = []
    for name, takes in FOR_VISITORS.items():
        response = walker.ask(name, Row(table.EVERYBODY, takes))
        if is_refused(response) == (state in table.SHOWN):
            wrong.append(f"{name}: {response.status_code}")
    assert not wrong, "\n".join(wrong)


@pytest.fixture
def surroundings(walker, item_in, people, items):
    """All else that an address can take."""
    county = Organisation.objects.get(code=COUNTY)
    lesson, submitted = item_in(table.LIVE, title=SECRET), item_in(table.SUBMITTED, title=SECRET)
    know(walker, lesson)
    items.lesson(county=OTHER_COUNTY)  # the other county's editor has something, too
    place = kind_index(county, "lesson")
    task = submitted.current_workflow_task_state
    for kind, model in {"image upload": Image, "doc upload": Document}.items():
        began = UploadedFile.objects.create(
            for_content_type=ContentType.objects.get_for_model(model),
            uploaded_by_user=people[table.OWN],
            file=ContentFile(picture() if model is Image else pdf(), "began"),
        )
        walker.things[kind] = began.pk
    sheet = sheet_stage(
        upload=SimpleUploadedFile("表.csv", b"x"), county=COUNTY, year=None, user=people[table.OWN].pk
    )
    # Files that nothing uses yet: what is in use cannot be deleted by anybody.
    county_files = {"collection": lesson.video.collection, "uploaded_by_user": people[table.OWN]}
    free = {
        "image": Image.objects.create(title="图", file=ContentFile(picture(), "b.jpg"), **county_files),
        "document": Document.objects.create(title="文", file=ContentFile(pdf(), "b.pdf"), **county_files),
        "video": Video.objects.create(title="片", file=ContentFile(mp4(), "b.mp4"), **county_files),
    }
    walker.things |= {name: file.pk for name, file in free.items()}
    complaint = complaint_make(item=lesson, kind="WRONG", words="错了", contact="")
    walker.things |= {
        "place": place.pk,
        "sister place": place.pk,
        "submitted": submitted.pk,
        "workflow state": submitted.current_workflow_state.pk,
        "task state": task.pk,
        "task": task.task_id,
        "workflow": Workflow.objects.first().pk,
        "root": Page.objects.get(depth=1).pk,
        "sheet": sheet.token,
        "theme": Theme.objects.get(code="T0201").pk,
        "theme code": "T0201",
        "grade": Grade.objects.get(code="P3").pk,
        "grade code": "P3",
        "organisation": county.pk,
        "membership": Membership.objects.first().pk,
        "user": people[table.MANAGER].pk,
        "group": county.editors.pk,
        "complaint": complaint.pk,
        "complaint number": complaint.number,
        "sensitiveword": SensitiveWord.objects.get_or_create(word="某词")[0].pk,
        "misspeltword": MisspeltWord.objects.get_or_create(wrong="磨噌", right="磨蹭")[0].pk,
        "synonym": Synonym.objects.create(said="磨蹭", meant="拖拉").pk,
        "helpcard": HelpCard.objects.first().pk,
        "pinnedresult": PinnedResult.objects.create(query="磨蹭", item=lesson).pk,
        "suggestedquery": SuggestedQuery.objects.create(text="孩子磨蹭").pk,
        "site": Site.objects.get().pk,
        "collection": lesson.video.collection_id,
        "redirect": Redirect.objects.create(old_path="/gone", redirect_link="/").pk,
        "picture": free["image"].file.name,
    }
    return walker


@pytest.mark.parametrize("role", ROLES)
def test_everything_else_for_this_role(surroundings, role):
    surroundings.enter(role)
    wrong = []
    for name, row in ELSEWHERE.items():
        if name == "wagtailadmin_logout":
            continue
        response = surroundings.ask(name, row)
        if is_refused(response) == (role in row.may):
            wrong.append(f"{name}: {response.status_code}")
        if role not in row.may:
            assert SECRET not in response.said, name
    assert not wrong, "\n".join(wrong)
