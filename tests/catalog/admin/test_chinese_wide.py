"""What Wagtail leaves in English on an editor's paths is said in Chinese: every screen of theirs is opened.

`english_on` and the names that Chinese editors use as they are: test_chinese.py.
"""

import re
from pathlib import Path

import pytest
import wagtail.admin
from django.conf import settings
from django.contrib.auth.models import Group
from django.core.management import call_command
from django.urls import reverse
from wagtail.models import Collection, Page, Workflow

from accounts.models import User
from catalog.admin.look_actions import submit
from catalog.models import LessonPage, Theme
from tests.catalog.admin.test_chinese import english_on


class Screens:
    """The screens on an editor's paths, by who meets them; each is an address that answers with a page."""

    @staticmethod
    def of_the_county(lesson, sent_in):
        item, place = [lesson.pk], [lesson.get_parent().pk]
        bulk = {"args": ["wagtailcore", "page"]}
        return [
            reverse("wagtailadmin_home"),
            reverse("desk_lessons:index"),
            reverse("desk_units:index"),
            reverse("desk:to_complete"),
            reverse("desk:coverage"),
            reverse("desk:month"),
            reverse("desk:sheet_upload"),
            reverse("wagtailadmin_explore", args=place),
            *(
                reverse("wagtailadmin_pages:add", args=["catalog", model, kind.pk])
                for model, kind in zip(MODELS, lesson.get_parent().get_siblings(), strict=False)
            ),
            reverse("wagtailadmin_pages:edit", args=item),
            reverse("wagtailadmin_pages:edit", args=[sent_in.pk]),
            *(
                reverse(f"wagtailadmin_pages:{name}", args=item)
                for name in ("history", "usage", "delete", "move", "copy", "workflow_history", "set_privacy")
            ),
            reverse("wagtailadmin_pages:workflow_history", args=[sent_in.pk]),
            reverse(
                "wagtailadmin_pages:workflow_history_detail",
                args=[sent_in.pk, sent_in.current_workflow_state.pk],
            ),
            reverse("wagtailadmin_pages:revisions_compare", args=[*item, "earliest", "latest"]),
            reverse("wagtailadmin_pages:search") + "?q=课",
            *(
                reverse("wagtail_bulk_action", args=[*bulk["args"], action]) + f"?id={lesson.pk}"
                for action in (
                    "delete",
                    "move",
                    "publish",
                    "unpublish",
                    "retag",
                    "approve_look",
                    "return_look",
                )
            ),
            reverse("wagtailadmin_choose_page"),
            reverse("wagtailadmin_choose_page_external_link"),
            reverse("wagtailimages_chooser:choose"),
            reverse("wagtaildocs_chooser:choose"),
            reverse("video_chooser:choose"),
            reverse("wagtailsnippetchoosers_accounts_organisation:choose"),
            reverse("wagtailimages:index"),
            reverse("wagtailimages:add"),
            reverse("wagtailimages:add_multiple"),
            reverse("wagtaildocs:index"),
            reverse("wagtaildocs:add"),
            reverse("wagtaildocs:add_multiple"),
            reverse("videos:index"),
            reverse("videos:add"),
            reverse("wagtailadmin_reports:workflow"),
            reverse("wagtailadmin_reports:workflow_tasks"),
            reverse("wagtailadmin_reports:locked_pages"),
            reverse("wagtailadmin_reports:site_history"),
            reverse("wagtailadmin_reports:aging_pages"),
            reverse("wagtailadmin_account"),
        ]

    @staticmethod
    def of_the_city(theme):
        return [
            reverse("wagtailsnippets_catalog_theme:list"),
            reverse("wagtailsnippets_catalog_theme:add"),
            reverse("wagtailsnippets_catalog_theme:edit", args=[theme.pk]),
            reverse("wagtailsnippets_catalog_theme:usage", args=[theme.pk]),
            reverse("wagtailsnippets_catalog_theme:history", args=[theme.pk]),
            reverse("desk:theme_merge", args=[theme.pk]),
            *(reverse(f"wagtailsnippets_{model}:{action}") for model in WORDS for action in ("list", "add")),
            *(reverse(f"search_desk:{name}") for name in SEARCH_SCREENS),
            reverse("desk:complaints"),
            reverse("wagtailadmin_reports:page_types_usage"),
        ]

    @staticmethod
    def of_the_administrator(user):
        return [
            reverse("wagtailusers_users:index"),
            reverse("wagtailusers_users:add"),
            reverse("wagtailusers_users:edit", args=[user.pk]),
            reverse("wagtailusers_groups:index"),
            reverse("wagtailsettings:edit", args=["home", "sitefacts"]),
            reverse("wagtailsnippets_accounts_membership:list"),
            reverse("wagtailsnippets_accounts_membership:add"),
            reverse("wagtailsnippets_accounts_organisation:list"),
        ]


WORDS = (
    "catalog_grade",
    "catalog_sensitiveword",
    "catalog_misspeltword",
    "search_synonym",
    "search_pinnedresult",
    "search_helpcard",
    "search_suggestedquery",
)
SEARCH_SCREENS = ("explain", "wishes", "asked")
MODELS = ("lessonpage", "lessonplanpage", "studyroutepage", "resourceunitpage", "collectionpage")


def screens_say(found):
    return "\n".join(f"{address} {sorted(words)[:15]}" for address, words in found.items())


def test_no_english_stands_on_a_countys_paths(client, items, county_editor):
    lesson = items.lesson(title="一节课", grades=["P1"], themes=["T0201"], school="某小学", authors=["张三"])
    lesson.save_revision(user=county_editor, log_action=True)
    sent_in = items.lesson(title="送审的课", live=False)
    submit(sent_in, county_editor)
    sent_in = LessonPage.objects.get(pk=sent_in.pk)
    found = english_on(client, Screens.of_the_county(lesson, sent_in))
    assert not found, screens_say(found)


def test_nor_on_the_citys(client, items, city_editor):
    items.lesson(title="一节课", themes=["T0201"])
    found = english_on(client, Screens.of_the_city(Theme.objects.get(code="T0201")))
    assert not found, screens_say(found)


def test_nor_on_an_administrators(client, city):
    user = User.objects.create_superuser("管理员", name="管理员")
    client.force_login(user)
    found = english_on(client, Screens.of_the_administrator(user))
    assert not found, screens_say(found)


# --- what no translation reaches ---

# The link to a guide that exists in English alone.
GUIDE = re.compile(r" +{% wagtail_feature_release_editor_guide_link.*?</li>\n", re.DOTALL)


def test_the_front_screen_leads_to_no_english_guide():
    name = "home/account_summary.html"
    theirs = (Path(wagtail.admin.__file__).parent / "templates" / "wagtailadmin" / name).read_text()
    ours = (settings.BASE_DIR / "templates" / "wagtailadmin" / name).read_text(encoding="utf-8")
    assert GUIDE.search(theirs)
    assert ours == GUIDE.sub("", theirs).replace("'Account'", '"Account"')


# Copies of Wagtail's templates, each but for the words that it says in English whatever the language.
COPIES = {
    "home.html": [('value="Search"', 'value="搜索"')],
    "shared/header.html": [('value="Search"', 'value="搜索"')],
    "shared/headers/_actions.html": [('aria-label="Actions"', 'aria-label="操作"')],
    "shared/user_avatar.html": [("{{ user }}", '{{ user|default:"—" }}')],
    "tables/boolean_cell.html": [("value|stringformat:'s'", "value|yesno:'是,否,不清楚'")],
}


@pytest.mark.parametrize("name", COPIES)
def test_our_copies_of_wagtails_templates_differ_in_the_words_alone(name):
    """So that an upgrade that changes one of them is seen."""
    expected = (Path(wagtail.admin.__file__).parent / "templates" / "wagtailadmin" / name).read_text()
    for english, chinese in COPIES[name]:
        assert english in expected
        expected = expected.replace(english, chinese)
    ours = (settings.BASE_DIR / "templates" / "wagtailadmin" / name).read_text(encoding="utf-8")
    assert ours == expected


def test_what_wagtail_leaves_in_the_database_is_renamed_or_gone(city):
    assert Page.get_first_root_node().title == "整个网站"
    assert Collection.get_first_root_node().name == "全市共用"
    assert not Group.objects.filter(name__in=["Editors", "Moderators"]).exists()
    assert not Workflow.objects.filter(name="Moderators approval").exists()


def test_a_group_of_wagtails_that_somebody_is_in_stays(city):
    group = Group.objects.create(name="Moderators")
    User.objects.create_user("someone").groups.add(group)
    call_command("make_places")
    assert Group.objects.filter(name="Moderators").exists()
