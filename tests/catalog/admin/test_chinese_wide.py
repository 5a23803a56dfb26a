"""What Wagtail leaves in English on an editor's paths is said in Chinese (locale/)."""

import gettext
import re

from bs4 import BeautifulSoup
from django.conf import settings
from django.core import mail
from django.urls import reverse
from django.utils.translation import gettext as translated

from accounts.models import Membership, User
from catalog.admin.look_actions import submit
from catalog.models import LessonPage, Theme

FOLDER = settings.BASE_DIR / "locale" / "zh_Hans" / "LC_MESSAGES"
# Names, endings of files, and codes.
KNOWN = {"wagtail", "xlsx", "xls", "csv", "mb", "county_editor"}


def test_the_compiled_words_are_those_of_the_source():
    source = (FOLDER / "django.po").read_text(encoding="utf-8")
    with (FOLDER / "django.mo").open("rb") as file:
        compiled = gettext.GNUTranslations(file)
    pairs = re.findall(r'^msgid "(.+)"\nmsgstr "(.+)"$', source, re.MULTILINE)
    assert len(pairs) > 200
    for english, chinese in pairs:
        assert compiled.gettext(english.replace(r"\"", '"')) == chinese.replace(r"\"", '"')


def test_ours_wins_over_wagtails():
    assert translated("live") == "已发布"
    assert translated("Choose parent") == "放在哪里"


def english_in(html):
    """The Latin words that a reader of a screen meets, but names and codes."""
    page = BeautifulSoup(html, "html.parser")
    for unseen in page(["script", "noscript", "style", "template", "svg", "head"]):
        unseen.decompose()
    shown = [page.get_text(" ")]
    for name in ("placeholder", "aria-label", "title", "alt"):
        shown += [found[name] for found in page.select(f"[{name}]")]
    shown += [found["value"] for found in page.select("input[type=submit][value], input[type=button][value]")]
    text = re.sub(r"https?://\S+|/[a-z0-9/_-]+/|[\w.-]+@[\w.-]+", " ", " ".join(shown))
    words = {word.lower() for word in re.findall(r"[A-Za-z_]{3,}", text)}
    return words - KNOWN


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
            reverse("wagtailadmin_reports:page_types_usage"),
        ]

    @staticmethod
    def of_the_administrator(user):
        return [
            reverse("wagtailusers_users:index"),
            reverse("wagtailusers_users:add"),
            reverse("wagtailusers_users:edit", args=[user.pk]),
            reverse("wagtailusers_groups:index"),
            reverse("wagtailsettings:edit", args=["home", "sitefacts", 1]),
            reverse("wagtailsnippets_accounts_membership:list"),
            reverse("wagtailsnippets_accounts_membership:add"),
            reverse("wagtailsnippets_accounts_organisation:list"),
        ]


MODELS = ("lessonpage", "lessonplanpage", "studyroutepage", "resourceunitpage", "collectionpage")


def english_on(client, addresses):
    found = {}
    for address in addresses:
        response = client.get(address, follow=True)
        assert response.status_code == 200, address
        said = response.content.decode()
        html = response.json()["html"] if response["Content-Type"].startswith("application/json") else said
        if words := english_in(html):
            found[address] = words
    return found


def test_no_english_stands_on_a_countys_paths(client, items, county_editor):
    lesson = items.lesson(title="一节课", grades=["P1"], themes=["T0201"], school="某小学", authors=["张三"])
    lesson.save_revision(user=county_editor, log_action=True)
    sent_in = items.lesson(title="送审的课", live=False)
    submit(sent_in, county_editor)
    sent_in = LessonPage.objects.get(pk=sent_in.pk)
    found = english_on(client, Screens.of_the_county(lesson, sent_in))
    assert found == {}, "\n".join(f"{k} {sorted(v)[:15]}" for k, v in found.items())


def test_nor_on_the_citys(client, items, city_editor):
    items.lesson(title="一节课", themes=["T0201"])
    theme = Theme.objects.get(code="T0201")
    found = english_on(client, Screens.of_the_city(theme))
    assert found == {}, "\n".join(f"{k} {sorted(v)[:15]}" for k, v in found.items())


def test_nor_on_an_administrators(client, city):
    user = User.objects.create_superuser("guan", name="管理员")
    client.force_login(user)
    found = english_on(client, Screens.of_the_administrator(user))
    assert found == {}, "\n".join(f"{k} {sorted(v)[:15]}" for k, v in found.items())


def test_nor_at_the_door(client, city):
    names = ("wagtailadmin_login", "wagtailadmin_password_reset", "wagtailadmin_password_reset_done")
    found = english_on(client, [reverse(name) for name in names])
    assert found == {}, "\n".join(f"{k} {sorted(v)[:15]}" for k, v in found.items())


def test_nor_in_the_mails_of_the_workflow(items, county_editor):
    colleague = User.objects.create_user("colleague", name="同事")
    county = county_editor.memberships.get().organisation
    Membership.objects.create(user=colleague, organisation=county, role=Membership.Role.COUNTY_EDITOR)
    User.objects.filter(pk__in=[county_editor.pk, colleague.pk]).update(email="editor@example.org")
    lesson = items.lesson(title="送审的课", live=False)
    submit(lesson, county_editor)
    state = LessonPage.objects.get(pk=lesson.pk).current_workflow_task_state
    state.task.specific.on_action(state, colleague, "reject", comment="缺授权")
    assert mail.outbox
    for message in mail.outbox:
        assert english_in(f"<p>{message.subject} {message.body}</p>") == set()
