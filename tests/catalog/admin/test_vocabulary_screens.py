"""The city keeps the vocabularies: words one a line, merging with a preview, tagging many items at once."""

from urllib.parse import quote

import pytest
from django.urls import reverse
from wagtail.models import PageLogEntry

from catalog.admin import whole_lists
from catalog.importing.themes import ThemeReader
from catalog.importing.words import current_vocabulary
from catalog.models import CatalogPage, Grade, LessonPage, Theme
from search.models import OutboxRow

RETAG = reverse("wagtail_bulk_action", args=["wagtailcore", "page", "retag"])


def theme(code):
    return Theme.objects.get(code=code)


def codes(page):
    return {tag.code for tag in CatalogPage.objects.get(pk=page.pk).themes.all()}


class TestWords:
    def edit(self, client, **changes):
        term = theme("T0201")
        address = reverse("wagtailsnippets_catalog_theme:edit", args=[term.pk])
        data = {
            "code": term.code,
            "name": term.name,
            "parent": term.parent_id,
            "sort": term.sort,
            "active": "on",
        }
        return client.post(address, {**data, **changes})

    def test_aliases_are_typed_one_a_line(self, client, city_editor):
        self.edit(client, aliases="听孩子说\n\n 好好说话 \n听孩子说", former_names="旧名字")
        assert theme("T0201").aliases == ["听孩子说", "好好说话"]
        assert theme("T0201").former_names == ["旧名字"]

    def test_a_renamed_theme_is_still_known_by_its_old_name(self, client, items, city_editor):
        before = theme("T0201").name
        lesson = items.lesson(themes=["T0201"])
        self.edit(client, name="会听也会说")
        assert theme("T0201").former_names == [before]
        assert ThemeReader(current_vocabulary()).find(before) == "T0201"
        assert OutboxRow.objects.filter(object_id=lesson.pk, version__gt=1).exists()
        self.edit(client, name=before, former_names=before)
        assert theme("T0201").former_names == ["会听也会说"]

    def test_they_are_shown_one_a_line(self, client, city_editor):
        Theme.objects.filter(code="T0201").update(aliases=["听孩子说", "好好说话"])
        address = reverse("wagtailsnippets_catalog_theme:edit", args=[theme("T0201").pk])
        assert "听孩子说\n好好说话" in client.get(address).content.decode()

    def test_a_whole_sentence_is_refused_and_nothing_lost(self, client, city_editor):
        before = theme("T0201").aliases
        response = self.edit(client, aliases="长" * 60)
        assert "太长" in response.content.decode()
        assert theme("T0201").aliases == before


class TestMerging:
    def address(self, code="T0201"):
        return reverse("desk:theme_merge", args=[theme(code).pk])

    def test_the_items_concerned_are_shown_first_and_follow(self, client, items, city_editor):
        lesson = items.lesson(title="会改到的课", themes=["T0201"])
        items.lesson(title="不相干的课", themes=["T0301"])
        page = client.get(self.address()).content.decode()
        assert "会改到的课" in page
        assert "不相干的课" not in page
        assert codes(lesson) == {"T0201"}
        client.post(self.address(), {"target": theme("T0202").pk})
        assert codes(lesson) == {"T0202"}
        assert theme("T0201").merged_into == theme("T0202")

    def test_a_senseless_merge_is_refused_in_words(self, client, city_editor):
        response = client.post(self.address("T02"), {"target": theme("T0301").pk})
        assert "还有子主题" in response.content.decode()

    def test_the_list_of_themes_leads_there(self, client, city_editor):
        page = client.get(reverse("wagtailsnippets_catalog_theme:list")).content.decode()
        assert self.address() in page
        assert self.address("T0705") not in page

    def test_a_county_editor_cannot(self, client, items, county_editor):
        lesson = items.lesson(themes=["T0201"])
        for response in (
            client.get(self.address()),
            client.post(self.address(), {"target": theme("T0202").pk}),
        ):
            assert response.status_code in (302, 403)
        assert codes(lesson) == {"T0201"}


class TestRetagging:
    def post(self, client, *pages, **tags):
        ids = "&".join(f"id={page.pk}" for page in pages)
        return client.post(f"{RETAG}?{ids}&next=/admin/", tags)

    def test_many_items_get_and_lose_tags_and_it_is_in_the_log(self, client, items, county_editor):
        lessons = [items.lesson(themes=["T0201"]), items.lesson(live=False)]
        grade = Grade.objects.get(code="P3")
        self.post(
            client,
            *lessons,
            add_themes=[theme("T0301").pk],
            remove_themes=[theme("T0201").pk],
            add_grades=[grade.pk],
        )
        for lesson in lessons:
            assert codes(lesson) == {"T0301"}
            assert [g.code for g in LessonPage.objects.get(pk=lesson.pk).grades.all()] == ["P3"]
            assert PageLogEntry.objects.filter(
                page=lesson, user=county_editor, action="wagtail.edit"
            ).exists()

    def test_with_anothers_item_among_them_nothing_is_changed_or_named(self, client, items, county_editor):
        mine = items.lesson(title="我县的课")
        other = items.lesson(title="嵩县的秘密草稿", county="410325", live=False)
        response = client.get(f"{RETAG}?id={mine.pk}&id={other.pk}&next=/admin/")
        assert response.status_code == 403
        assert "嵩县的秘密草稿" not in response.content.decode()
        assert self.post(client, mine, other, add_themes=[theme("T0301").pk]).status_code == 403
        assert codes(mine) == codes(other) == set()

    def test_a_place_of_the_tree_is_no_item(self, client, items, city_editor):
        place = items.lesson().get_parent()
        response = self.post(client, place, add_themes=[theme("T0301").pk])
        assert response.status_code == 302

    @pytest.mark.parametrize(
        "tags", [{}, {"add_themes": ["999999"]}, {"add_themes": "T", "remove_themes": "T"}]
    )
    def test_nothing_chosen_unknown_or_contradicting_is_said(self, client, items, county_editor, tags):
        lesson = items.lesson(themes=["T0201"])
        known = str(theme("T0301").pk)
        response = self.post(
            client, lesson, **{name: known if value == "T" else value for name, value in tags.items()}
        )
        assert response.status_code == 200
        assert codes(lesson) == {"T0201"}

    @pytest.mark.parametrize("action", ["retag", "publish", "delete"])
    def test_all_of_a_flat_list_is_refused(self, client, items, county_editor, action):
        lesson = items.lesson(live=False)
        address = reverse("wagtail_bulk_action", args=["wagtailcore", "page", action])
        data = {"add_themes": [theme("T0301").pk]}
        response = client.post(f"{address}?id=all&next=/admin/", data, follow=True)
        assert whole_lists.CHOOSE_ROWS in response.content.decode()
        lesson = LessonPage.objects.get(pk=lesson.pk)
        assert not lesson.live
        assert codes(lesson) == set()

    def test_all_of_a_list_is_what_it_shows_on_all_its_pages(self, client, items, county_editor):
        drafts = [items.lesson(title=f"草稿{number}", live=False) for number in range(52)]
        rest = [
            items.lesson(title="公开的"),
            items.lesson(title="嵩县的草稿", county="410325", live=False),
            items.plan(title="教案草稿", live=False),
        ]
        shown = quote(f"{reverse('desk_lessons:index')}?state=draft&q=草稿&p=2")
        data = {"add_themes": [theme("T0301").pk]}
        confirm = client.get(f"{RETAG}?id=all&next={shown}").content.decode()
        assert "会改下面52项资源" in confirm
        assert "嵩县的草稿" not in confirm
        client.post(f"{RETAG}?id=all&next={shown}", data)
        assert all(codes(lesson) == {"T0301"} for lesson in drafts)
        assert all(codes(item) == set() for item in rest)

    def test_but_not_of_more_than_can_be_read(self, client, items, county_editor, monkeypatch):
        monkeypatch.setattr(whole_lists, "MOST", 1)
        lessons = [items.lesson(), items.lesson()]
        address = f"{RETAG}?id=all&next={reverse('desk_lessons:index')}"
        data = {"add_themes": [theme("T0301").pk]}
        for told in (client.get(address, follow=True), client.post(address, data, follow=True)):
            assert "列表里有2项，一次最多1项" in told.content.decode()
        assert all(codes(lesson) == set() for lesson in lessons)
