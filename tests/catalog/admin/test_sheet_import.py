"""A county's summary sheet goes in through the admin."""

from datetime import timedelta

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse
from django.utils import timezone
from wagtail.models import PageLogEntry

from accounts.models import Membership
from catalog.admin import staged_sheets
from catalog.models import LessonPage
from tests.catalog.importing.sheet_writer import HEADER, LESSON, write_xlsx

UPLOAD = reverse("desk:sheet_upload")
UNTITLED = [2, None, "李四", "洛龙区示例小学", "三年级", "亲子沟通", "8分钟"]


@pytest.fixture(autouse=True)
def private_folder(settings, tmp_path):
    folder = tmp_path / "private"
    private = {**settings.STORAGES["private"], "OPTIONS": {"location": str(folder)}}
    settings.STORAGES = {**settings.STORAGES, "private": private}
    return folder / staged_sheets.FOLDER


@pytest.fixture
def sheet(tmp_path):
    def make(*rows, name="洛龙区2025年汇总表.xlsx"):
        path = write_xlsx(tmp_path / "made.xlsx", [HEADER, *(rows or (LESSON,))])
        return SimpleUploadedFile(name, path.read_bytes())

    return make


def kept(folder):
    return [path for path in folder.glob("*") if path.is_file()] if folder.exists() else []


def test_upload_preview_confirm_result(client, county_editor, sheet, private_folder):
    response = client.post(UPLOAD, {"file": sheet(LESSON, UNTITLED)})
    preview = response.url
    page = client.get(preview)
    text = page.content.decode()
    assert "再等五分钟" in text
    assert "三年级" in text
    assert [(total["label"], total["number"]) for total in page.context["totals"]] == [
        ("新建", 1),
        ("未导入", 1),
    ]
    assert not LessonPage.objects.exists()

    response = client.post(f"{preview}confirm/")
    lesson = LessonPage.objects.get()
    assert (lesson.title, lesson.live, lesson.county.code, lesson.year) == (
        "再等五分钟",
        False,
        "410311",
        2025,
    )
    assert PageLogEntry.objects.filter(page=lesson, user=county_editor).exists()
    result = client.get(response.url)
    assert reverse("wagtailadmin_pages:edit", args=[lesson.pk]) in result.content.decode()
    assert client.get(response.url).status_code == 200
    assert [path.suffix for path in kept(private_folder)] == [".json"]
    # The same sheet once more changes nothing; the spent token leads back.
    assert client.post(f"{preview}confirm/").url == UPLOAD
    again = client.get(client.post(UPLOAD, {"file": sheet(LESSON)}).url)
    assert "没有要新建或更新的课例" in again.content.decode()


def test_a_county_editor_cannot_name_another_county(client, county_editor, sheet):
    other = county_editor.memberships.get().organisation.__class__.objects.get(code="410325")
    preview = client.post(UPLOAD, {"file": sheet(), "county": other.pk}).url
    client.post(f"{preview}confirm/")
    assert LessonPage.objects.get().county.code == "410311"


def test_a_sheet_that_names_another_county_is_questioned(client, county_editor, sheet):
    preview = client.post(UPLOAD, {"file": sheet(name="嵩县2025年汇总表.xlsx")}).url
    assert "文件名或表头写的是“嵩县”" in client.get(preview).content.decode()


def test_the_city_must_say_which_county(client, city_editor, sheet):
    response = client.post(UPLOAD, {"file": sheet()})
    assert response.context["form"].errors["county"]


@pytest.mark.parametrize(
    ("name", "content"),
    [
        ("汇总表.docx", b"PK"),
        ("汇总表.xlsx", b"not a workbook"),
        ("汇总表.csv", "一,二\n三,四\n".encode()),
        ("汇总表.xls", b""),
    ],
)
def test_what_is_no_sheet_is_refused_in_words_and_not_kept(
    client, county_editor, private_folder, name, content
):
    response = client.post(UPLOAD, {"file": SimpleUploadedFile(name, content)})
    assert any(
        "\u4e00" <= character <= "\u9fff" for character in str(response.context["form"].errors["file"])
    )
    assert kept(private_folder) == []


@pytest.mark.parametrize("step", ["", "confirm/", "result/"])
def test_nobody_else_opens_it(client, sign_in, sheet, step):
    sign_in(Membership.Role.COUNTY_EDITOR, "410311")
    preview = client.post(UPLOAD, {"file": sheet()}).url
    sign_in(Membership.Role.CITY_EDITOR, "410300")
    call = client.post if step == "confirm/" else client.get
    assert call(f"{preview}{step}").status_code == 403
    assert not LessonPage.objects.exists()


def test_who_lost_the_county_cannot_confirm_any_more(client, county_editor, sheet):
    preview = client.post(UPLOAD, {"file": sheet()}).url
    county_editor.memberships.all().delete()
    assert client.post(f"{preview}confirm/").status_code in (302, 403)
    assert not LessonPage.objects.exists()


def test_a_forged_or_expired_token_leads_back(client, county_editor, sheet, monkeypatch):
    preview = client.post(UPLOAD, {"file": sheet()}).url
    assert client.get(preview[:-3] + "xx/").url == UPLOAD
    monkeypatch.setattr(staged_sheets, "KEPT", timedelta(seconds=-1))
    assert client.get(preview).url == UPLOAD


def test_the_next_upload_removes_what_is_past_its_hour(
    client, county_editor, sheet, private_folder, monkeypatch
):
    client.post(UPLOAD, {"file": sheet()})
    (old,) = kept(private_folder)
    later = timezone.now() + timedelta(hours=2)
    monkeypatch.setattr("catalog.admin.staged_sheets.timezone.now", lambda: later)
    client.post(UPLOAD, {"file": sheet()})
    assert not old.exists()


def test_no_script_of_a_cell_runs(client, county_editor, sheet):
    lesson = [1, "<script>alert(1)</script>课", *LESSON[2:]]
    page = client.get(client.post(UPLOAD, {"file": sheet(lesson)}).url).content.decode()
    assert "<script>alert(1)" not in page


def test_a_manager_and_a_visitor_do_not_come_in(client, manager):
    assert client.get(UPLOAD).status_code in (302, 403)
    client.logout()
    assert client.get(UPLOAD).status_code == 302
