"""The causes that Wagtail's own advisories repeat, asked at every address of ours that could have them."""

import html
import json
from typing import Any

import pytest
from django.core.files.base import ContentFile
from django.urls import reverse
from wagtail.models import Page, PageViewRestriction, TaskState

from accounts.models import Organisation
from catalog.models import LessonPage
from catalog.places import kind_index
from media.models import Document, Image, Video
from tests.catalog.test_rights import form_of
from tests.media.files import mp4, pdf, picture
from tests.permissions import table
from tests.permissions.conftest import COUNTY, OTHER_COUNTY

SECRET = "别的县区的题目"


@pytest.fixture
def enter(client, people):
    def sign_in(role: str) -> Any:
        client.force_login(people[role])
        return people[role]

    return sign_in


@pytest.fixture
def mine(items):
    return items.lesson(county=COUNTY, title="自己的课")


@pytest.fixture
def theirs(items):
    return items.lesson(county=OTHER_COUNTY, title=SECRET, live=False)


def bulk(action: str, *pages: Page, **more: Any) -> str:
    ids = "&".join(f"id={page.pk}" for page in pages)
    return reverse("wagtail_bulk_action", args=["wagtailcore", "page", action]) + f"?{ids}"


class TestOneOfSeveralIds:
    @pytest.mark.parametrize("action", ["delete", "move", "publish", "unpublish", "retag"])
    @pytest.mark.parametrize("method", ["get", "post"])
    def test_a_bulk_action_with_one_of_anothers_does_nothing(
        self, client, enter, mine, theirs, action, method
    ):
        enter(table.OWN)
        response = getattr(client, method)(bulk(action, mine, theirs))
        assert response.status_code == 403
        assert SECRET not in response.content.decode()
        assert Page.objects.filter(pk__in=[mine.pk, theirs.pk]).count() == 2
        mine.refresh_from_db()
        assert mine.live

    def test_all_children_of_anothers_place_are_refused(self, client, enter, theirs):
        enter(table.OWN)
        place = theirs.get_parent()
        address = reverse("wagtail_bulk_action", args=["wagtailcore", "page", "delete"])
        response = client.post(f"{address}?id=all&childOf={place.pk}")
        assert response.status_code == 403
        assert Page.objects.filter(pk=theirs.pk).exists()

    @pytest.mark.parametrize("query", ["id=abc", "id=1&id=%00", "id=all&childOf=x"])
    def test_an_id_that_is_no_number_is_not_found(self, client, enter, query):
        enter(table.OWN)
        address = reverse("wagtail_bulk_action", args=["wagtailcore", "page", "delete"])
        assert client.get(f"{address}?{query}").status_code == 404

    @pytest.mark.parametrize("model", ["image", "document"])
    def test_files_too(self, client, enter, files, items, model):
        """The other county's editor names the county's file beside its own."""
        enter(table.OTHER)
        address = reverse("wagtail_bulk_action", args=["media", model, "delete"])
        assert client.get(f"{address}?id={files[model].pk}").status_code == 403

    def test_moving_into_or_from_anothers_place(self, client, enter, mine, theirs):
        enter(table.OWN)
        to_them = reverse("wagtailadmin_pages:move_confirm", args=[mine.pk, theirs.get_parent().pk])
        to_me = reverse("wagtailadmin_pages:move_confirm", args=[theirs.pk, mine.get_parent().pk])
        for address in (to_them, to_me):
            assert client.post(address).status_code == 403
        assert LessonPage.objects.get(pk=mine.pk).county.code == COUNTY
        assert LessonPage.objects.get(pk=theirs.pk).county.code == OTHER_COUNTY

    def test_copying_into_anothers_place(self, client, enter, mine, theirs):
        enter(table.OWN)
        for parent in (theirs.get_parent().pk, theirs.pk):
            data = {"new_title": "副本", "new_slug": "fuben", "new_parent_page": parent}
            response = client.post(reverse("wagtailadmin_pages:copy", args=[mine.pk]), data)
            assert response.context["form"].errors["new_parent_page"]
            assert SECRET not in response.content.decode()
        assert not Page.objects.filter(title="副本").exists()

    def test_a_copy_is_never_an_alias(self, client, enter, mine):
        enter(table.CITY)
        address = reverse("wagtailadmin_pages:copy", args=[mine.pk])
        assert "alias" not in client.get(address).context["form"].fields
        parent = mine.get_parent().pk
        data = {"new_title": "副本", "new_slug": "fuben", "new_parent_page": parent}
        client.post(address, data | {"alias": "on"})
        assert not Page.objects.filter(title="副本").exists()
        client.post(address, data)
        copied = LessonPage.objects.get(title="副本")
        assert copied.alias_of_id is None
        assert copied.short_id != mine.short_id

    @pytest.mark.parametrize("name", ["workflow_action", "collect_workflow_action_data"])
    def test_a_task_of_another_page_is_not_approved_through_ones_own(
        self, client, enter, item_in, items, name
    ):
        """Wagtail asks for the page, and approves what the task is about."""
        own, other = item_in(table.SUBMITTED), items.lesson(county=OTHER_COUNTY, live=False)
        user = enter(table.CITY)
        state = other.get_workflow().start(other, user)
        task = state.current_task_state
        address = reverse(f"wagtailadmin_pages:{name}", args=[own.pk, "approve", task.pk])
        assert client.post(address, {"comment": ""}).status_code == 403
        assert TaskState.objects.get(pk=task.pk).status == TaskState.STATUS_IN_PROGRESS
        assert not LessonPage.objects.get(pk=other.pk).live

    def test_a_revision_of_another_page_is_not_shown_through_ones_own(self, client, enter, mine, theirs):
        enter(table.OWN)
        revision = theirs.get_latest_revision()
        for name in ("revisions_view", "revisions_revert", "revisions_unschedule"):
            response = client.get(reverse(f"wagtailadmin_pages:{name}", args=[mine.pk, revision.pk]))
            assert response.status_code in (403, 404), name
        compare = reverse("wagtailadmin_pages:revisions_compare", args=[mine.pk, "live", revision.pk])
        assert client.get(compare).status_code == 404


class TestLists:
    """No list of the admin says the title of another county's draft."""

    LISTS = [
        "wagtailadmin_home",
        "wagtailadmin_choose_page",
        "wagtailadmin_choose_page_search",
        "wagtailadmin_pages:search",
        "wagtailadmin_pages:search_results",
        "wagtailadmin_api:pages:listing",
        "wagtailadmin_reports:locked_pages",
        "wagtailadmin_reports:workflow",
        "wagtailadmin_reports:workflow_tasks",
        "wagtailadmin_reports:site_history",
        "wagtailadmin_reports:aging_pages",
        "wagtailadmin_reports:page_types_usage",
        "desk:to_complete",
        "desk:coverage",
        "desk_lessons:index",
        "desk_lessons:index_results",
    ]

    @pytest.mark.parametrize("role", [table.OWN, table.MANAGER])
    def test_none_says_it(self, client, enter, people, items, role):
        other = items.lesson(county=OTHER_COUNTY, title=SECRET, live=False)
        other.get_workflow().start(other, people[table.OTHER])
        locked = items.lesson(county=OTHER_COUNTY, title=SECRET, live=False)
        Page.objects.filter(pk=locked.pk).update(locked=True, locked_by=people[table.CITY])
        enter(role)
        # A manager of the city reads the desk's lists, and nothing else of anybody's drafts.
        for name in (name for name in self.LISTS if role == table.OWN or not name.startswith("desk")):
            for query in (
                {},
                {"q": "题目", "export": "csv"},
                {"q": "题目", "search_all": "1", "page_type": ""},
            ):
                response = client.get(reverse(name), query, follow=True)
                body = b"".join(response.streaming_content) if response.streaming else response.content
                assert SECRET not in body.decode("utf-8", "replace"), (name, query)

    def test_the_chooser_of_pages_shows_others_published_and_ones_own_drafts(self, client, enter, items):
        published = items.lesson(county=OTHER_COUNTY, title="别县已发布")
        draft = items.lesson(county=COUNTY, title="本县的草稿", live=False)
        hidden = items.lesson(county=OTHER_COUNTY, title=SECRET, live=False)
        enter(table.OWN)
        for parent, seen in ((published, "别县已发布"), (draft, "本县的草稿")):
            place = parent.get_parent()
            page = client.get(reverse("wagtailadmin_choose_page_child", args=[place.pk])).content.decode()
            assert seen in json.loads(page)["html"]
            assert SECRET not in page
        chosen = reverse("wagtailadmin_choose_page_chosen_multiple")
        assert client.get(f"{chosen}?id={published.pk}&id={draft.pk}").status_code == 200
        assert client.get(f"{chosen}?id={draft.pk}&id={hidden.pk}").status_code == 403
        assert client.get(reverse("wagtailadmin_choose_page_child", args=[hidden.pk])).status_code == 403

    def test_a_private_ancestor_hides_from_every_list(self, client, items):
        lesson = items.lesson(county=OTHER_COUNTY, title=SECRET)
        PageViewRestriction.objects.create(
            page=Page.objects.get(pk=lesson.get_parent().get_parent().pk), restriction_type="login"
        )
        for address in (
            reverse("catalog:items"),
            reverse("search:search") + "?q=题目",
            reverse("search_api:search") + "?q=题目",
            reverse("home:lessons_rss"),
            reverse("home:sitemap_section", args=["lesson"]),
            "/",
        ):
            assert SECRET not in client.get(address).content.decode(), address
        for name in ("catalog:short", "search_api:item", "catalog:qr"):
            assert client.get(reverse(name, args=[lesson.short_id])).status_code == 404, name

    def test_a_private_ancestor_hides_it_from_other_counties_choosers(self, client, enter, items):
        lesson = items.lesson(county=OTHER_COUNTY, title=SECRET)
        PageViewRestriction.objects.create(
            page=Page.objects.get(pk=lesson.get_parent().pk), restriction_type="login"
        )
        enter(table.OWN)
        chosen = reverse("wagtailadmin_choose_page_chosen_multiple")
        assert client.get(f"{chosen}?id={lesson.pk}").status_code == 403


class TestWhatTheFormDoesNotOffer:
    def test_a_post_sets_no_field_of_its_own(self, client, enter, people, items):
        lesson = items.lesson(county=COUNTY, live=False)
        other = Organisation.objects.get(code=OTHER_COUNTY)
        enter(table.OWN)
        address = reverse("wagtailadmin_pages:edit", args=[lesson.pk])
        forged = {
            "county": other.pk,
            "kind": "plan",
            "short_id": "zzzzzzzz",
            "presentable": "on",
            "owner": people[table.OTHER].pk,
            "live": "on",
            "locked": "on",
            "path": "00010001",
            "depth": "2",
            "alias_of": lesson.pk,
            "content_type": "1",
        }
        client.post(address, form_of(client, address) | {"title": "改过的题目"} | forged)
        saved = LessonPage.objects.get(pk=lesson.pk)
        draft = saved.get_latest_revision_as_object()
        assert draft.title == "改过的题目"
        for page in (saved, draft):
            assert (page.county.code, page.kind, page.short_id) == (COUNTY, "lesson", lesson.short_id)
            assert (page.live, page.locked, page.path) == (False, False, lesson.path)
            assert page.owner_id == lesson.owner_id

    @pytest.mark.parametrize("model", ["video", "cover"])
    def test_a_post_names_no_file_of_another_county(self, client, enter, files, items, model):
        lesson = items.lesson(county=OTHER_COUNTY, live=False)
        enter(table.OTHER)
        address = reverse("wagtailadmin_pages:edit", args=[lesson.pk])
        name = {"video": "video", "cover": "image"}[model]
        client.post(address, form_of(client, address) | {model: files[name].pk})
        assert getattr(LessonPage.objects.get(pk=lesson.pk).get_latest_revision_as_object(), model) is None


class TestEachKindInItsPlace:
    def test_no_other_kind_is_made_under_a_kinds_index(self, client, enter):
        enter(table.OWN)
        index = kind_index(Organisation.objects.get(code=COUNTY), "plan")
        for model, allowed in (("lessonplanpage", True), ("lessonpage", False), ("collectionpage", False)):
            address = reverse("wagtailadmin_pages:add", args=["catalog", model, index.pk])
            response = client.get(address, headers={"X-Requested-With": "XMLHttpRequest"})
            assert (response.status_code == 200) == allowed, model
            if not allowed:
                posted = client.post(
                    address, {"title": "放错"}, headers={"X-Requested-With": "XMLHttpRequest"}
                )
                assert posted.status_code == 403
        # One kind only: no question which.
        assert client.get(reverse("wagtailadmin_pages:add_subpage", args=[index.pk])).url.endswith(
            f"/catalog/lessonplanpage/{index.pk}/"
        )

    def test_nor_moved_or_copied_there(self, client, enter, mine):
        enter(table.CITY)
        index = kind_index(Organisation.objects.get(code=COUNTY), "plan")
        client.post(reverse("wagtailadmin_pages:move_confirm", args=[mine.pk, index.pk]))
        assert LessonPage.objects.get(pk=mine.pk).get_parent().pk != index.pk
        data = {"new_title": "副本", "new_slug": "fuben", "new_parent_page": index.pk}
        client.post(reverse("wagtailadmin_pages:copy", args=[mine.pk]), data)
        assert not index.get_children().exists()


SCRIPT = "\"'><script>alert(1)</script><img src=x onerror=alert(2)>"


def unescaped(body: str) -> bool:
    return "<script>alert(1)" in body or "<img src=x onerror" in body


class TestNoScriptOfAnEditorsRuns:
    def test_titles_and_names_of_files(self, client, enter, items, people):
        owner = {"uploaded_by_user": people[table.CITY]}
        files = [
            Image.objects.create(title=SCRIPT, file=ContentFile(picture(), f"{SCRIPT}.jpg"), **owner),
            Document.objects.create(title=SCRIPT, file=ContentFile(pdf(), f"{SCRIPT}.pdf"), **owner),
            Video.objects.create(title=SCRIPT, file=ContentFile(mp4(), f"{SCRIPT}.mp4"), **owner),
        ]
        lesson = items.lesson(
            title=SCRIPT, summary=SCRIPT, keywords=[SCRIPT[:90]], authors=[SCRIPT[:30]], video=files[2]
        )
        admin = [
            *(reverse(f"wagtailadmin_pages:{name}", args=[lesson.pk]) for name in ("edit", "history")),
            # A public one is not deleted: the screen asks for its withdrawal.
            reverse("wagtailadmin_pages:delete", args=[items.lesson(title=SCRIPT, live=False).pk]),
            reverse("wagtailadmin_pages:copy", args=[lesson.pk]),
            reverse("wagtailadmin_pages:move", args=[lesson.pk]),
            reverse("desk:withdraw", args=[lesson.pk]),
            reverse("wagtailadmin_pages:usage", args=[lesson.pk]),
            reverse("wagtailadmin_explore", args=[lesson.get_parent().pk]),
            bulk("delete", lesson),
            bulk("retag", lesson),
            reverse("desk_lessons:index"),
            reverse("desk:to_complete"),
            reverse("wagtailadmin_home"),
            reverse("wagtailimages:index"),
            reverse("wagtaildocs:index"),
            reverse("videos:index"),
        ]
        public = ["/", lesson.url, reverse("catalog:items"), reverse("home:lessons_rss")]
        for address in public:
            assert not unescaped(client.get(address).content.decode()), address
        enter(table.SUPERUSER)
        for address in admin:
            response = client.get(address)
            assert response.status_code == 200, address
            assert not unescaped(response.content.decode()), address
        chooser = client.get(reverse("wagtailadmin_choose_page_child", args=[lesson.get_parent().pk]))
        assert not unescaped(json.loads(chooser.content)["html"])

    @pytest.mark.parametrize(
        "name",
        [
            "search:search",
            "wagtailadmin_pages:search",
            "desk_lessons:index",
            "wagtailimages:index",
            "wagtaildocs:index",
            "videos:index",
            "wagtailusers_users:index",
            "wagtailsnippets_catalog_theme:list",
        ],
    )
    def test_questions(self, client, enter, name):
        enter(table.SUPERUSER)
        body = client.get(reverse(name), {"q": SCRIPT}).content.decode()
        assert not unescaped(body)
        assert name != "search:search" or html.escape("<script>alert(1)") in body


class TestNothingIsDrawnOrSoughtAtWill:
    @pytest.mark.parametrize(
        "name", ["wagtailadmin_pages:search", "desk_lessons:index", "wagtailimages:index"]
    )
    def test_a_page_of_text_as_a_question(self, client, enter, mine, name, django_assert_max_num_queries):
        enter(table.OWN)
        with django_assert_max_num_queries(60):
            response = client.get(reverse(name), {"q": "孩子写作业磨蹭" * 3000})
        assert response.status_code == 200

    @pytest.mark.parametrize(
        "spec", ["scale-5000", "width-100|scale-9000", "format-webp", "jpegquality-1", "x"]
    )
    def test_a_rendition_of_any_size_is_not_made(self, client, enter, files, spec):
        enter(table.OWN)
        address = reverse("wagtailimages:preview", args=[files["image"].pk, spec])
        assert client.get(address).status_code == 400
