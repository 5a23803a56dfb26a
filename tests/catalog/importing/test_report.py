"""The report, and the command's exit code."""

import json

import pytest
from django.core.management import CommandError, call_command

from catalog.models import LessonPage

SAMPLES = "tests/data/summary_sheets"


def run(*arguments, **options):
    """Runs the command and returns its exit code."""
    try:
        call_command("import_sheet", *arguments, **options)
    except SystemExit as end:
        return end.code
    return 0


@pytest.fixture
def clean_sheet():
    return f"{SAMPLES}/2025年洛龙区家庭教育指导优秀课例汇总表.xlsx"


@pytest.fixture
def worst_sheet():
    return f"{SAMPLES}/伊川县2025课例汇总表-改.xlsx"


def test_a_clean_sheet_comes_in_whole(city, clean_sheet, tmp_path, capsys):
    target = tmp_path / "report.json"
    assert run(clean_sheet, report=target) == 0
    report = json.loads(target.read_text(encoding="utf-8"))
    assert report["totals"] == {"created": 78, "updated": 0, "unchanged": 0, "rejected": 0}
    (file,) = report["files"]
    assert (file["file"], file["county"], file["problems"]) == (
        "2025年洛龙区家庭教育指导优秀课例汇总表.xlsx",
        "410311",
        [],
    )
    first = file["rows"][0]
    assert set(first) == {
        "sheet", "row", "status", "title", "authors", "organisation", "grades", "theme", "minutes", "url", "problems",
    }  # fmt: skip
    assert first["title"] == "给孩子立规矩，先说好三件事"
    assert (first["grades"], first["theme"], first["minutes"]) == (["K3"], "T02", 30)
    assert LessonPage.objects.get(title=first["title"]).url == first["url"]
    assert all(not row["problems"] for row in file["rows"])
    assert not LessonPage.objects.filter(live=True).exists()
    assert "新建78" in capsys.readouterr().out


def test_a_dry_run_says_what_would_be_and_writes_nothing(city, clean_sheet, tmp_path):
    target = tmp_path / "report.json"
    assert run(clean_sheet, dry_run=True, report=target) == 0
    report = json.loads(target.read_text(encoding="utf-8"))
    assert report["totals"]["created"] == 78
    assert all(row["url"] is None for row in report["files"][0]["rows"])
    assert not LessonPage.objects.exists()


def test_rejected_rows_give_one_and_no_number_of_a_person_is_told(city, worst_sheet, tmp_path):
    target = tmp_path / "report.json"
    assert run(worst_sheet, report=target) == 1
    text = target.read_text(encoding="utf-8")
    assert "10079492040" not in text
    assert "410000190002307634" not in text
    assert "10096910920" not in text
    assert json.loads(text)["totals"]["rejected"] == 14


def test_a_refused_file_gives_two_and_does_not_stop_the_others(city, clean_sheet, tmp_path):
    bad = tmp_path / "洛龙区汇总表.xlsx"
    bad.write_bytes(b"no workbook at all")
    target = tmp_path / "report.json"
    assert run(str(bad), clean_sheet, str(tmp_path / "没有这个文件.xlsx"), report=target) == 2
    refused, whole, absent = json.loads(target.read_text(encoding="utf-8"))["files"]
    assert refused["rows"] == [] == absent["rows"]
    assert [problem["code"] for problem in refused["problems"]] == ["unrecognised"]
    assert [problem["field"] for problem in absent["problems"]] == ["file"]
    assert len(whole["rows"]) == 78


@pytest.mark.parametrize("options", [{"county": "999999"}])
def test_an_unknown_county_is_refused_in_words(city, clean_sheet, options):
    with pytest.raises(CommandError, match="没有代码为999999的县区"):
        run(clean_sheet, **options)


def test_markup_in_a_sheet_is_text_on_the_page(city, worst_sheet, client):
    run(worst_sheet)
    lesson = LessonPage.objects.get(title__contains="同桌总抢东西")
    lesson.full_text = "<p>正文。</p>"
    lesson.save_revision().publish()
    html = client.get(lesson.url).content.decode()
    assert "<script>alert(1)" not in html
    assert "&lt;script&gt;alert(1)&lt;/script&gt;同桌总抢东西" in html


def test_the_year_is_that_of_the_name_the_banner_or_the_option(city, clean_sheet):
    run(clean_sheet)
    assert set(LessonPage.objects.values_list("year", flat=True)) == {2025}
    run(clean_sheet, year=2026)
    assert LessonPage.objects.filter(year=2026).count() == 78
