import re
from pathlib import Path

from django.contrib.staticfiles import finders
from django.core.management import call_command

from home import joined_files
from home.joined_files import FEATURES, ROOMS, SCRIPT, STYLESHEET

ROOMS_OF_CODE = ["accounts", "media", "catalog", "search", "contributions", "home"]


def names(settings, folder, ending):
    return {path.stem for path in (settings.BASE_DIR / "static" / folder).glob(f"*.{ending}")}


def test_every_room_and_feature_travels_or_is_linked_by_the_template_that_needs_it(settings):
    links = "".join(path.read_text() for path in (settings.BASE_DIR / "templates").rglob("*.html"))
    # Screens of the admin name theirs in Python.
    links += "".join(
        path.read_text() for room in ROOMS_OF_CODE for path in (settings.BASE_DIR / room).rglob("*.py")
    )
    for folder, ending, joined in (("css", "css", ROOMS), ("js", "js", FEATURES)):
        left = names(settings, folder, ending) - set(joined)
        assert {name for name in left if f"{folder}/{name}.{ending}" not in links} == set()
        assert set(joined) <= names(settings, folder, ending)


def test_later_rooms_come_later_and_nothing_but_comments_is_lost(settings):
    joined = joined_files.stylesheet()
    heads = [
        "--ground: #F5F7F3",
        "main { flex:",
        ".top {",
        ".btn {",
        ".card {",
        ".hero {",
        ".lead {",
        ".bar {",
    ]
    places = [joined.index(head) for head in [*heads, '[data-care="on"] .top__row', "@media print"]]
    assert places == sorted(places)
    assert "/*" not in joined
    rules = sum((settings.BASE_DIR / "static/css" / f"{room}.css").read_text().count("{") for room in ROOMS)
    assert joined.count("{") == rules


def test_a_feature_that_fails_takes_no_other_along():
    assert re.findall(r"^try \{$", joined_files.script(), re.MULTILINE) == ["try {"] * len(FEATURES)


def test_a_page_asks_for_one_stylesheet_and_one_script(items, visitor):
    for address in ("/", "/kind/lesson/", items.lesson().get_url(), "/favourites/", "/search/?q=作业"):
        html = visitor.get(address).content.decode()
        assert re.findall(r'<link rel="stylesheet" href="([^"]+)"', html) == ["/static/css/site.css"], address
        assert re.findall(r'<script src="([^"]+)"', html) == ["/static/js/site.js"], address


def test_the_files_are_found_again_when_a_room_changes(monkeypatch):
    path = finders.find(STYLESHEET)
    assert Path(path).read_text(encoding="utf-8") == joined_files.stylesheet()
    monkeypatch.setitem(joined_files.JOINED, STYLESHEET, lambda: "main { color: red }")
    assert Path(finders.find(STYLESHEET)).read_text(encoding="utf-8") == "main { color: red }"


def test_collecting_brings_them_along_under_names_of_their_content(settings, tmp_path):
    settings.STATIC_ROOT = tmp_path
    settings.STORAGES = {
        **settings.STORAGES,
        "staticfiles": {"BACKEND": "whitenoise.storage.CompressedManifestStaticFilesStorage"},
    }
    call_command("collectstatic", interactive=False, verbosity=0)
    for name in (STYLESHEET, SCRIPT):
        stem, ending = name.rsplit(".", 1)
        assert [path.name for path in tmp_path.glob(f"{stem}.????????????.{ending}.gz")]
    (collected,) = tmp_path.glob("css/site.????????????.css")
    assert re.search(r"img/rivers\.\w{12}\.svg", collected.read_text(encoding="utf-8"))
