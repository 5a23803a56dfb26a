"""Wagtail's admin API, asked by an editor about files that are none of hers."""

import pytest
from django.urls import reverse

pytestmark = pytest.mark.django_db
EVERY = ("add_document", "choose_document", "add_image", "choose_image")


@pytest.mark.parametrize("kind", ["document", "image"])
def test_it_tells_only_of_files_that_one_may_choose(
    client, root_collection, make_editor, make_document, make_image, kind
):
    hers, theirs = (root_collection.add_child(name=name) for name in ("老城区", "栾川县"))
    client.force_login(make_editor("editor", hers, *EVERY))
    make = {"document": make_document, "image": make_image}[kind]
    own, other = make(collection=hers), make(collection=theirs)
    name = f"wagtailadmin_api:{kind}s:"
    listed = client.get(reverse(name + "listing")).json()
    assert [item["id"] for item in listed["items"]] == [own.pk]
    assert client.get(reverse(name + "detail", args=[own.pk])).status_code == 200
    assert client.get(reverse(name + "detail", args=[other.pk])).status_code == 404
