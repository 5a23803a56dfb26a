"""The limits of issue 4, with everything on a page that its kind can have."""

import io

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import connection
from PIL import Image as Picture

from media.models import Image


@pytest.fixture
def city_shelf(items):
    """An item of each kind, all of them linked."""
    lesson = items.lesson(themes=["T0201"], grades=["P3"], authors=["示例老师"], keywords=["示例"])
    unit = items.unit(links=[lesson])
    route = items.route(stops=[unit], links=[lesson])
    plan = items.plan(links=[lesson, route])
    collection = items.collection(holds=[lesson, plan], links=[unit])
    return {"lesson": lesson, "unit": unit, "route": route, "plan": plan, "collection": collection}


@pytest.mark.parametrize("kind", ["lesson", "unit", "route", "plan", "collection"])
def test_an_item_page_asks_at_most_ten_times(
    city_shelf, visitor, furniture_kept, django_assert_max_num_queries, kind
):
    address = city_shelf[kind].get_url()
    visitor.get(address)
    with django_assert_max_num_queries(10):
        assert visitor.get(address).status_code == 200


@pytest.mark.parametrize(
    "address",
    [
        "/items/",
        "/items/?theme=T02&grade=P3",
        "/kind/lesson/",
        "/theme/T02/",
        "/luolong/",
        "/luolong/lessons/",
    ],
)
def test_a_list_asks_at_most_twelve_times(
    city_shelf, visitor, furniture_kept, django_assert_max_num_queries, address
):
    visitor.get(address)
    with django_assert_max_num_queries(12):
        assert visitor.get(address).status_code == 200


def test_a_list_counts_anew_after_a_change(
    city_shelf, items, visitor, pages_kept, django_capture_on_commit_callbacks
):
    connection.run_on_commit.clear()  # what made the shelf counts as committed
    before = visitor.get("/kind/lesson/").context["listing"].page.paginator.count
    with django_capture_on_commit_callbacks(execute=True):
        items.lesson()
    assert visitor.get("/kind/lesson/").context["listing"].page.paginator.count == before + 1


@pytest.fixture
def pictured_shelf(city_shelf, settings, tmp_path):
    """The same, with a picture uploaded for each of them."""
    settings.MEDIA_ROOT = tmp_path
    for kind, item in city_shelf.items():
        file = io.BytesIO()
        Picture.new("RGB", (1280, 720), (27, 79, 63)).save(file, "JPEG")
        upload = SimpleUploadedFile(f"{kind}.jpg", file.getvalue(), "image/jpeg")
        item.cover = Image.objects.create(title=kind, file=upload)
        item.save_revision().publish()
    return city_shelf


@pytest.mark.parametrize("kind", ["lesson", "unit", "route", "plan", "collection"])
def test_uploaded_pictures_break_no_limit_on_an_item(
    pictured_shelf, visitor, furniture_kept, django_assert_max_num_queries, kind
):
    address = pictured_shelf[kind].get_url()
    assert b"cover--picture" in visitor.get(address).content
    with django_assert_max_num_queries(10):
        visitor.get(address)


@pytest.mark.parametrize(
    ("address", "most"), [("/", 15), ("/items/", 12), ("/theme/T02/", 12), ("/luolong/", 12)]
)
def test_uploaded_pictures_break_no_limit_on_a_list(
    pictured_shelf, visitor, furniture_kept, django_assert_max_num_queries, address, most
):
    assert b"cover--picture" in visitor.get(address).content
    with django_assert_max_num_queries(most):
        visitor.get(address)
