"""Covers, shared pictures and codes as files: how they are kept, and from whom."""

import io
import re

import pytest
from django.core.files.images import ImageFile
from django.template import Context, Template
from django.urls import reverse, set_script_prefix
from PIL import Image as Picture
from wagtail.models import PageViewRestriction

from catalog.covers import pictures
from catalog.covers.addresses import drawn_cover_path
from catalog.covers.pictures import picture_version, share_picture_path, share_poster_path, wrapped
from catalog.covers.qr import qr_modules, seconds_of
from catalog.models import CatalogPage
from media.models import Cue, Image, Video
from tests.media.files import picture


@pytest.fixture
def folder(settings, tmp_path):
    settings.VAR_DIR = tmp_path
    return tmp_path / "covers"


def rendered(source, **context):
    return Template("{% load covers %}" + source).render(Context(context)).strip()


def test_the_current_cover_may_be_kept_for_a_year(items, client):
    address = drawn_cover_path(items.lesson())
    response = client.get(address)
    assert response["Content-Type"] == "image/svg+xml"
    assert "immutable" in response["Cache-Control"]
    assert "max-age=31536000" in response["Cache-Control"]
    assert not response.cookies
    assert client.get(address, headers={"if-none-match": response["ETag"]}).status_code == 304


def test_a_changed_item_has_another_address_and_the_old_one_leads_there(items, client):
    lesson = items.lesson(title="旧题目")
    old = drawn_cover_path(lesson), share_picture_path(lesson)
    lesson.title = "新题目"
    lesson.save_revision().publish()
    lesson = CatalogPage.objects.get(pk=lesson.pk)
    for before, now in zip(old, (drawn_cover_path(lesson), share_picture_path(lesson.specific)), strict=True):
        assert before != now
        response = client.get(before)
        assert (response.status_code, response.url) == (302, now)
        assert "immutable" not in response["Cache-Control"]


@pytest.mark.parametrize("state", ["draft", "unpublished", "private", "nothing to show"])
def test_what_is_not_public_has_no_picture(items, client, folder, state):
    lesson = items.lesson(live=state != "draft", **({"full_text": ""} if state == "nothing to show" else {}))
    if state == "unpublished":
        lesson.unpublish()
    elif state == "private":
        PageViewRestriction.objects.create(page=lesson.get_parent(), restriction_type="login")
    addresses = [
        drawn_cover_path(lesson),
        share_picture_path(lesson),
        share_poster_path(lesson),
        reverse("catalog:qr", args=[lesson.short_id]),
    ]
    for address in addresses:
        assert client.get(address).status_code == 404, address


@pytest.fixture
def uploaded(items):
    image = Image(
        title="封面", file=ImageFile(io.BytesIO(picture("PNG", (1600, 1000), bare=True)), name="cover.png")
    )
    image.save()
    return image


def test_an_uploaded_picture_replaces_the_drawn_cover(
    items, uploaded, client, folder, django_assert_num_queries
):
    lesson = items.lesson(cover=uploaded)
    plain = items.lesson()
    html = rendered("{% cover item %}", item=lesson)
    assert 'class="cover cover--picture"' in html
    assert 'width="640" height="360"' in html
    assert "<img" in rendered("{% cover item inline=True %}", item=lesson)
    list(CatalogPage.objects.for_cards())
    with django_assert_num_queries(2):  # as without pictures
        shown = list(CatalogPage.objects.for_cards())
        rendered("{% for item in shown %}{% cover item %}{% endfor %}", shown=shown)
    assert picture_version(lesson) != picture_version(plain)
    assert client.get(share_picture_path(lesson)).status_code == 200


def test_a_picture_whose_file_is_gone_leaves_the_drawn_cover(items, uploaded):
    uploaded.file.storage.delete(uploaded.file.name)
    assert "cover--glaze" in rendered("{% cover item %}", item=items.lesson(cover=uploaded))


def test_the_share_picture_is_1200_by_630_for_every_kind(items, client, folder):
    unit = items.unit()
    shelf = [items.lesson(form="MICRO"), items.plan(), unit, items.route(stops=[unit]), items.collection()]
    for item in shelf:
        response = client.get(share_picture_path(item))
        assert response["Content-Type"] == "image/png"
        assert "immutable" in response["Cache-Control"]
        picture = Picture.open(io.BytesIO(response.content))
        assert (picture.format, picture.size) == ("PNG", (1200, 630))
        assert len(response.content) < 128 * 1024, "chat windows drop larger ones"
        assert len(picture.convert("RGB").getcolors(1 << 20)) > 20


def test_a_machine_without_a_chinese_font_draws_without_words(items, client, folder, monkeypatch):
    lesson = items.lesson(title="题目")
    with_font = picture_version(lesson)
    monkeypatch.setattr(pictures, "_font_file", lambda: "")
    assert Picture.open(io.BytesIO(pictures.share_picture(lesson))).size == (1200, 630)
    assert picture_version(lesson) != with_font or not pictures.FONT_FILES
    assert client.get(share_poster_path(lesson)).status_code == 200


def test_a_picture_is_drawn_once(items, folder, monkeypatch):
    lesson = items.lesson()
    first = pictures.share_picture(lesson)
    monkeypatch.setattr(pictures, "_png", lambda *args: pytest.fail("drawn twice"))
    assert pictures.share_picture(lesson) == first


def test_a_disk_that_cannot_be_written_costs_time_and_not_the_picture(items, settings, tmp_path):
    settings.VAR_DIR = tmp_path / "a-file"
    settings.VAR_DIR.write_text("")
    assert pictures.share_picture(items.lesson())[:4] == b"\x89PNG"


def test_only_the_latest_files_of_an_item_are_kept(items, folder, monkeypatch):
    lesson = items.lesson()
    monkeypatch.setattr(pictures, "_png", lambda *args: b"png")
    for number in range(30):
        pictures.poster(lesson, f"https://example.org/r/{number}")
    assert len(list((folder / lesson.short_id).iterdir())) == pictures.KEPT_FILES


def test_a_poster_begins_only_where_a_sentence_does(items, client, folder):
    video = Video(title="v")
    video.file.name = "videos/2026/v.mp4"
    Video.objects.bulk_create([video])
    video = Video.objects.get()
    Cue.objects.create(video=video, start_ms=133_400, end_ms=135_000, text="先看一眼，再说话。")
    lesson = items.lesson(video=video)
    response = client.get(share_poster_path(lesson, 133))
    assert response["Content-Type"] == "image/png"
    response = client.get(share_poster_path(lesson, 134))
    assert (response.status_code, response.url) == (302, share_poster_path(lesson))


def test_the_code_leads_to_the_short_address(items, client):
    lesson = items.lesson()
    response = client.get(reverse("catalog:qr", args=[lesson.short_id]) + "?t=133")
    assert response["Content-Type"] == "image/svg+xml"
    modules, width = qr_modules(f"http://testserver/r/{lesson.short_id}?t=133")
    assert f'd="{modules}"' in response.content.decode()
    assert f'viewBox="0 0 {width} {width}"' in response.content.decode()
    assert min(int(x) for x in re.findall(r"M(\d+) ", modules)) == 4, "the quiet zone"


@pytest.mark.parametrize("text", [None, "", "-1", "1.5", "x", "9" * 40, "86401", "２"])
def test_a_senseless_moment_is_none(text):
    assert seconds_of(text) == 0


def test_under_a_sub_path_every_address_keeps_it(items):
    lesson = items.lesson()
    set_script_prefix("/jiajiao/")
    try:
        for address in (drawn_cover_path(lesson), share_picture_path(lesson), share_poster_path(lesson, 5)):
            assert address.startswith("/jiajiao/")
    finally:
        set_script_prefix("/")


def test_a_title_is_broken_into_two_lines_and_no_line_begins_with_a_comma():
    assert wrapped("写作业磨蹭，先别急着催", lambda text: len(text) <= 5) == ["写作业磨蹭，", "先别急着催"]
    assert wrapped("一二三四五六七", lambda text: len(text) <= 3) == ["一二三", "四五…"]
    assert wrapped("", lambda text: True) == [""]
    assert wrapped("孩子说谎以后别急着追问", lambda text: len(text) <= 10) == ["孩子说谎以后别急", "着追问"]
    assert wrapped("鼻子碰一下（小班家长会教案）", lambda text: len(text) <= 12) == [
        "鼻子碰一下",
        "（小班家长会教案）",
    ]
    assert wrapped("看他三十秒——小班1+30+N", lambda text: len(text) <= 11) == ["看他三十秒——", "小班1+30+N"]
