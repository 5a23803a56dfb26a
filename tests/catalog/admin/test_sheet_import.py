"""A county's summary sheet goes in through the admin."""

import io
import re
from datetime import timedelta
from pathlib import Path
from types import SimpleNamespace

import openpyxl
import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse
from django.utils import timezone
from wagtail.models import PageLogEntry

from accounts.models import Membership, Organisation
from catalog.admin import sheet_import, staged_sheets
from catalog.admin.sheet_work import import_sheet
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
    assert {path.suffix for path in kept(private_folder)} == {".xlsx", ".json"}
    # Pressing once more starts nothing; the spent token leads to what came of it.
    assert client.post(f"{preview}confirm/").url == f"{preview}result/"
    assert client.get(preview).url == f"{preview}result/"
    assert LessonPage.objects.count() == 1
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


class TestProgress:
    """The background process does the work: here it is kept from doing it at once."""

    @pytest.fixture
    def ordered(self, monkeypatch):
        tokens = []
        monkeypatch.setattr(sheet_import, "import_sheet", SimpleNamespace(enqueue=tokens.append))
        return tokens

    def test_who_confirms_is_shown_how_far_it_is_and_then_the_result(
        self, client, county_editor, sheet, ordered
    ):
        preview = client.post(UPLOAD, {"file": sheet(*many(120))}).url
        result = client.post(f"{preview}confirm/").url
        assert not LessonPage.objects.exists()
        part = client.get(f"{result}?part=progress").content.decode()
        assert "正在排队" in part
        assert "data-running" in part
        assert "<html" not in part
        assert part in client.get(result).content.decode()
        client.post(f"{preview}confirm/")
        assert len(ordered) == 1
        seen = []
        tell = staged_sheets.StagedSheet.tell

        def tell_and_look(staged, done, of):
            tell(staged, done, of)
            seen.append(re.findall("已写入 [0-9]+ 行，共 [0-9]+ 行", client.get(result).content.decode()))

        with pytest.MonkeyPatch.context() as patched:
            patched.setattr(staged_sheets.StagedSheet, "tell", tell_and_look)
            import_sheet.func(ordered[0])
        assert seen == [["已写入 0 行，共 120 行"], ["已写入 50 行，共 120 行"], ["已写入 100 行，共 120 行"]]
        part = client.get(f"{result}?part=progress").content.decode()
        assert "data-running" not in part
        assert "导入已经结束" in part
        assert LessonPage.objects.count() == 120
        made = PageLogEntry.objects.filter(action="wagtail.create", page__in=LessonPage.objects.values("pk"))
        assert set(made.values_list("user", flat=True)) == {county_editor.pk}

    def test_a_task_that_is_given_twice_imports_once(self, client, county_editor, sheet, ordered):
        client.post(f"{client.post(UPLOAD, {'file': sheet()}).url}confirm/")
        import_sheet.func(ordered[0])
        before = LessonPage.objects.get().latest_revision_id
        import_sheet.func(ordered[0])
        assert LessonPage.objects.get().latest_revision_id == before

    def test_a_process_that_stands_still_is_said(self, client, county_editor, sheet, ordered, monkeypatch):
        preview = client.post(UPLOAD, {"file": sheet()}).url
        result = client.post(f"{preview}confirm/").url
        assert "后台进程可能停了" not in client.get(result).content.decode()
        monkeypatch.setattr(sheet_import, "STILL_SECONDS", -1)
        assert "后台进程可能停了" in client.get(result).content.decode()


def many(number):
    return [
        [i, f"第{i}课", f"作者{i}", "洛龙区示例小学", "三年级", "亲子沟通", "8分钟"]
        for i in range(1, number + 1)
    ]


def comments(response):
    book = openpyxl.load_workbook(io.BytesIO(b"".join(response.streaming_content)))
    return {
        cell.coordinate: cell.comment.text
        for page in book
        for row in page.iter_rows()
        for cell in row
        if cell.comment
    }


class TestTheSheetComesBackWithComments:
    NO_GRADE = [2, "另一节课", "李四", "洛龙区示例小学", "不知几年级", "亲子沟通", "8分钟"]

    @pytest.mark.parametrize("step", ["before", "after"])
    def test_on_the_cells_to_mend(self, client, county_editor, sheet, step):
        preview = client.post(UPLOAD, {"file": sheet(LESSON, self.NO_GRADE, UNTITLED)}).url
        if step == "after":
            client.post(f"{preview}confirm/")
        found = comments(client.get(f"{preview}marked.xlsx"))
        assert "年级" in found["E3"]
        assert found["B4"]
        assert not [place for place in found if place.endswith("2")]

    def test_its_cells_are_as_they_were_and_can_be_imported_again(self, client, county_editor, sheet):
        preview = client.post(UPLOAD, {"file": sheet(LESSON, self.NO_GRADE)}).url
        client.post(f"{preview}confirm/")
        content = b"".join(client.get(f"{preview}marked.xlsx").streaming_content)
        again = client.post(UPLOAD, {"file": SimpleUploadedFile("洛龙区2025年汇总表.xlsx", content)}).url
        assert [total["label"] for total in client.get(again).context["totals"]] == ["未变"]

    @pytest.mark.parametrize(
        "name",
        [
            "课例汇总表(1).csv",
            "2025嵩县家庭教育优秀课例汇总表.xls",
            "汇总表（孟津）.xlsx",
            "附件2：2025年涧西区家庭教育优秀课例推荐汇总表(1)最终版.xlsx",
        ],
    )
    def test_whatever_file_it_was(self, client, city_editor, name):
        county = Organisation.objects.get(code="410325")
        path = Path("tests/data/summary_sheets") / name
        upload = SimpleUploadedFile(name, path.read_bytes())
        preview = client.post(UPLOAD, {"file": upload, "county": county.pk}).url
        notes = sum(len(row["notes"]) for row in client.get(preview).context["rows"])
        found = comments(client.get(f"{preview}marked.xlsx"))
        assert notes
        assert found
        assert sum(text.count("\n") + 1 for text in found.values()) >= notes

    def test_nothing_of_a_csv_becomes_a_formula(self, client, county_editor):
        lines = "序号,课例名称,作者,单位,适用年级,主题,时长\n1,=1+1,张三,某小学,三年级,亲子沟通,8分钟\n"
        preview = client.post(UPLOAD, {"file": SimpleUploadedFile("表.csv", lines.encode())}).url
        content = b"".join(client.get(f"{preview}marked.xlsx").streaming_content)
        cells = [
            cell for row in openpyxl.load_workbook(io.BytesIO(content)).active.iter_rows() for cell in row
        ]
        assert not [cell for cell in cells if cell.data_type == "f"]

    def test_nobody_else_gets_it(self, client, sign_in, sheet):
        sign_in(Membership.Role.COUNTY_EDITOR, "410311")
        preview = client.post(UPLOAD, {"file": sheet()}).url
        sign_in(Membership.Role.CITY_EDITOR, "410300")
        assert client.get(f"{preview}marked.xlsx").status_code == 403
