"""Which words a field of tags offers."""

import pytest
from django.core.files.base import ContentFile
from django.urls import reverse
from wagtail.models import Collection

from media.models import Image
from tests.media.files import picture


def offered(client, term="牡丹"):
    answers = [
        client.get(address, {"term": term}).json()
        for address in (
            reverse("wagtailadmin_tag_autocomplete"),
            reverse("wagtailadmin_tag_model_autocomplete", args=["taggit", "tag"]),
        )
    ]
    assert answers[0] == answers[1]
    return answers[0]


@pytest.fixture
def words(items):
    items.lesson(keywords=["牡丹公开"], county="410325")
    items.lesson(keywords=["牡丹本县草稿"], county="410311", live=False)
    items.lesson(keywords=["牡丹外县草稿"], county="410325", live=False)
    for place in ("洛龙区", "嵩县"):
        image = Image.objects.create(
            title="图", file=ContentFile(picture(), "a.jpg"), collection=Collection.objects.get(name=place)
        )
        image.tags.add(f"牡丹{place}的图")


def test_a_county_is_offered_public_words_and_its_own(client, words, county_editor):
    assert sorted(offered(client)) == sorted(["牡丹公开", "牡丹本县草稿", "牡丹洛龙区的图"])


def test_the_city_is_offered_all(client, words, city_editor):
    assert len(offered(client)) == 5


def test_nothing_typed_offers_nothing_and_no_visitor_is_offered_anything(client, words, county_editor):
    assert offered(client, "") == []
    client.logout()
    assert client.get(reverse("wagtailadmin_tag_autocomplete"), {"term": "牡丹"}).status_code == 302
