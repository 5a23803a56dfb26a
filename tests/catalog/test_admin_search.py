"""The admin's own search in Chinese, in the database that the tests run on."""

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse
from wagtail.models import Page
from wagtail.search.backends import get_search_backend
from wagtail.search.index import insert_or_update_object
from wagtail.search.query import Or, Phrase, PlainText

from accounts.models import User
from catalog.admin_search import asked_text, indexed_text
from media.models import Document, Image, Video
from tests.media.files import mp4, pdf, picture

CONTENTS = {Image: ("a.jpg", picture), Document: ("a.pdf", pdf), Video: ("a.mp4", mp4)}
TITLE = "初中生手机管理三步法"


@pytest.fixture
def lesson(items):
    lesson = items.lesson(
        title=TITLE, summary="先约定，再执行", full_text="<p>把手机放在客厅，ＷｉＦｉ定时关。</p>"
    )
    other = items.lesson(title="手把手教孩子做饭，机会不要错过", full_text="<p>做饭。</p>")
    for page in (lesson, other):
        insert_or_update_object(page)
    return lesson


def titles(query, search="autocomplete"):
    return [page.title for page in getattr(get_search_backend(), search)(query, Page.objects.all())]


def test_a_run_of_han_is_indexed_as_pairs_and_single_characters():
    assert indexed_text("AB手机三").split() == ["AB", "手机", "机三", "手", "机", "三"]
    assert indexed_text(["一", {"a": "二三"}]).split() == ["一", "一", ",", "二三", "二", "三"]
    assert asked_text(" 手机管理 wifi ").split() == ["手机", "机管", "管理", "wifi"]


@pytest.mark.parametrize(
    "query", ["手机", "三步法", "初中生手机", "法", "手机 初中", "管理三步", TITLE, "手机，初中"]
)
@pytest.mark.parametrize("search", ["autocomplete", "search"])
def test_a_part_of_a_title_finds_it_and_nothing_else(lesson, query, search):
    assert titles(query, search) == [TITLE]


@pytest.mark.parametrize(
    "query", ["客厅", "wifi", Phrase("手机放在"), Or([PlainText("客厅"), PlainText("没有")])]
)
def test_the_text_is_searched_too(lesson, query):
    assert titles(query, "search") == [TITLE]


@pytest.mark.parametrize(
    "query", ['"手机', "手机\\", "%手机%", "''", '"', "手" * 5000, "手机 AND", "(", "'; --"]
)
def test_no_odd_query_breaks(lesson, query):
    titles(query)
    titles(query, "search")


def test_the_fields_of_the_model_stay_as_they_are(lesson):
    field = next(field for field in type(lesson).get_search_fields() if field.field_name == "title")
    assert field.get_value(lesson) == TITLE


class TestInTheAdmin:
    @pytest.fixture(autouse=True)
    def administrator(self, client, city):
        client.force_login(User.objects.create_superuser("root-of-tests", name="王小满"))

    def test_explorer_and_page_chooser_find_it(self, client, lesson):
        for address in ("wagtailadmin_pages:search", "wagtailadmin_choose_page_search"):
            found = client.get(reverse(address), {"q": "手机"}).content.decode()
            assert TITLE in found
            assert "手把手" not in found

    @pytest.mark.parametrize(
        ("model", "address"),
        [
            (Image, "wagtailimages_chooser:choose_results"),
            (Document, "wagtaildocs_chooser:choose_results"),
            (Video, "video_chooser:choose_results"),
            (Image, "wagtailimages:index"),
            (Document, "wagtaildocs:index"),
        ],
    )
    def test_choosers_of_files_find_it(self, client, model, address):
        name, content = CONTENTS[model]
        for title in (TITLE, "别的"):
            insert_or_update_object(
                model.objects.create(title=title, file=SimpleUploadedFile(name, content()))
            )
        found = client.get(reverse(address), {"q": "手机"}).content.decode()
        assert TITLE in found
        assert "别的" not in found

    def test_the_list_of_users_finds_a_name(self, client):
        found = client.get(reverse("wagtailusers_users:index"), {"q": "小满"}).content.decode()
        assert "root-of-tests" in found
