"""What Wagtail leaves in English on an editor's paths is said in Chinese (locale/)."""

import gettext
import re

import pytest
from bs4 import BeautifulSoup
from django.conf import settings
from django.urls import reverse
from django.utils.translation import gettext as translated

FOLDER = settings.BASE_DIR / "locale" / "zh_Hans" / "LC_MESSAGES"
# Said as they are by Chinese editors, too.
KNOWN = {
    "wagtail",  # a name
    *("xlsx", "xls", "csv", "jpg", "jpeg", "png", "webp", "gif", "webvtt", "srt", "pdf"),  # kinds of files
    *(
        "mb",
        "url",
        "gps",
        "gcj",
        "wgs",
        "icp",
    ),  # a unit, an address, systems of coordinates, a site's registration
    *("county_editor", "city_editor"),  # the tests' own people
}


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


@pytest.mark.parametrize(
    "address",
    [
        "wagtailadmin_home",
        "desk_lessons:index",
        "desk_units:index",
        "desk:to_complete",
        "desk:coverage",
        "desk:sheet_upload",
    ],
)
def test_no_english_stands_on_the_desk(client, items, county_editor, address):
    items.lesson(title="一节课", live=False)
    page = BeautifulSoup(client.get(reverse(address)).content, "html.parser")
    for unseen in page(["script", "noscript", "style", "template", "svg", "head", "dialog"]):
        unseen.decompose()
    words = {word.lower() for word in re.findall(r"[A-Za-z_]{3,}", page.get_text(" "))}
    assert words <= KNOWN


def english_in(html):
    """The Latin words that a reader of a screen meets, but names and codes; also on tabs that are not in front."""
    page = BeautifulSoup(html, "html.parser")
    counters = page.select(".w-side-panel-toggle__counter[hidden]")
    for unseen in [*page(["script", "noscript", "style", "template", "svg", "head"]), *counters]:
        unseen.decompose()
    shown = [page.get_text(" ")]
    for name in ("placeholder", "aria-label", "title", "alt"):
        shown += [found[name] for found in page.select(f"[{name}]")]
    shown += [found["value"] for found in page.select("input[type=submit][value], input[type=button][value]")]
    text = re.sub(r"https?://\S+|/[a-z0-9/_-]+/|[\w.-]+@[\w.-]+|\b[a-z]+\.[a-z]+\b", " ", " ".join(shown))
    words = {word.lower() for word in re.findall(r"[A-Za-z_]{3,}", text)}
    return words - KNOWN


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


def test_no_english_stands_at_the_door(client, city):
    names = ("wagtailadmin_login", "wagtailadmin_password_reset", "wagtailadmin_password_reset_done")
    assert english_on(client, [reverse(name) for name in names]) == {}
