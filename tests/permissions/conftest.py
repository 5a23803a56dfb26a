"""The people of the table, and an item in each of its states."""

from collections.abc import Callable
from datetime import timedelta
from typing import Any

import pytest
from django.contrib.auth.models import AnonymousUser
from django.core.files.base import ContentFile
from django.utils import timezone
from wagtail.models import Collection, Page, PageViewRestriction

from accounts.models import Membership, Organisation, User
from catalog.models import LessonAttachment, LessonPage
from home.info_pages import site_facts_rights_ensure
from media.models import Document, Image, Video
from search.admin.rights import index_rights_ensure, words_rights_ensure
from tests.media.files import mp4, pdf, picture
from tests.permissions import table

COUNTY, OTHER_COUNTY = "410311", "410325"
Role = Membership.Role


@pytest.fixture
def people(city) -> dict[str, Any]:
    """A user for every role that has one; the deactivated one was the city's editor."""
    for rights_ensure in (index_rights_ensure, words_rights_ensure, site_facts_rights_ensure):
        rights_ensure(city=city)  # as make_rooms does

    def member(role: str, code: str, **more: Any) -> User:
        user = User.objects.create_user(f"{role}-{code}-{len(more)}", **more)
        organisation = Organisation.objects.get(code=code)
        Membership.objects.create(user=user, organisation=organisation, role=role)
        return user

    return {
        table.ANONYMOUS: AnonymousUser(),
        table.DEACTIVATED: member(Role.CITY_EDITOR, "410300", is_active=False),
        table.MANAGER: member(Role.MANAGER, "410300"),
        table.OWN: member(Role.COUNTY_EDITOR, COUNTY),
        table.OTHER: member(Role.COUNTY_EDITOR, OTHER_COUNTY),
        table.CITY: member(Role.CITY_EDITOR, "410300"),
        table.SUPERUSER: User.objects.create_superuser("root-of-tests"),
    }


@pytest.fixture
def files(people) -> dict[str, Any]:
    """Files of the county, which its editor uploaded."""
    county = Organisation.objects.get(code=COUNTY)
    mine = {
        "collection": Collection.objects.get(name=county.name),
        "uploaded_by_user": people[table.OWN],
    }
    return {
        "image": Image.objects.create(title="图", file=ContentFile(picture(), "a.jpg"), **mine),
        "document": Document.objects.create(title="文", file=ContentFile(pdf(), "a.pdf"), **mine),
        "video": Video.objects.create(title="片", file=ContentFile(mp4(), "a.mp4"), **mine),
    }


@pytest.fixture
def item_in(items, people, files) -> Callable[..., LessonPage]:
    """Makes a lesson of the county in a state of the table: `item_in(DRAFT, title=…)`."""

    def make(state: str, **fields: Any) -> LessonPage:
        lesson = items.lesson(
            county=COUNTY,
            live=state not in (table.DRAFT, table.SUBMITTED),
            video=files["video"],
            attachments=[LessonAttachment(document=files["document"])],
            **fields,
        )
        into(lesson, state, people[table.OWN])
        return LessonPage.objects.get(pk=lesson.pk)

    return make


def into(lesson: LessonPage, state: str, editor: User) -> None:
    """Brings a lesson that was just made into a state, the way the desk would."""
    if state == table.SUBMITTED:
        lesson.get_workflow().start(lesson, editor)
    elif state == table.CHANGED:
        lesson.save_revision(user=editor)
    elif state == table.UNPUBLISHED:
        lesson.unpublish()
    elif state == table.EXPIRED:
        lesson.expire_at = timezone.now() - timedelta(minutes=5)
        lesson.save_revision().publish()
        lesson.unpublish(set_expired=True, commit=True)
    elif state == table.PRIVATE:
        PageViewRestriction.objects.create(page=Page.objects.get(pk=lesson.pk), restriction_type="login")
