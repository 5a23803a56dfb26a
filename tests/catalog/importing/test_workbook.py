"""What is no sheet is refused in words, within 10 s and 300 MB; what Excel really writes is read."""

import random
import subprocess
import sys
import zipfile
from pathlib import Path

import pytest

from catalog.importing.reading import read_sheet_file
from tests.catalog.importing.sheet_writer import HEADER, LESSON, inline_row, write_parts, write_xlsx

ROOT = Path(__file__).resolve().parents[3]
SHEETS = ROOT / "tests" / "data" / "summary_sheets"
TABLE = inline_row(1, HEADER) + inline_row(2, LESSON)
MEASURE = """
import sys, time
sys.path.insert(0, {root!r})
from pathlib import Path
from catalog.importing.reading import read_sheet_file
from tests.catalog.importing.conftest import seed_vocabulary
vocabulary = seed_vocabulary()
begun = time.process_time()
read = read_sheet_file(Path(sys.argv[1]), vocabulary=vocabulary)
status = Path("/proc/self/status")
memory = int(status.read_text().split("VmHWM:")[1].split()[0]) // 1024 if status.exists() else 0
print(len(read.rows), *(problem.code for problem in read.problems), time.process_time() - begun, memory)
"""


def many_rows(path):
    return write_parts(path, TABLE + "".join(inline_row(n, LESSON) for n in range(3, 200_003)))


def many_empty_rows(path):
    return write_parts(path, TABLE + "".join(f"<row r='{n}'/>" for n in range(3, 300_003)))


def blank_bomb(path):
    return write_parts(path, TABLE + " " * 100_000_000)


def element_bomb(path):
    return write_parts(path, TABLE + "<row>" + "<c/>" * 6_000_000 + "</row>")


def nested_bomb(path):
    return write_parts(path, TABLE + "<a>" * 3_000_000)


def string_bomb(path):
    return write_parts(path, TABLE, strings="<si><t>a</t></si>" * 1_000_000)


def laughing_entities(path):
    entities = "".join(f"<!ENTITY a{n} '{f'&a{n - 1};' * 10}'>" for n in range(1, 12))
    text = f"<!DOCTYPE sst [<!ENTITY a0 'ha'>{entities}]><sst><si><t>&a11;</t></si></sst>"
    return write_parts(path, TABLE, extra={"xl/sharedStrings.xml": text})


def liar(path):
    data = bytearray(blank_bomb(path).read_bytes())
    place = data.find(b"PK\x01\x02")
    while place >= 0:
        data[place + 24 : place + 28] = (1000).to_bytes(4, "little")
        place = data.find(b"PK\x01\x02", place + 4)
    path.write_bytes(data)
    return path


def many_entries(path):
    with zipfile.ZipFile(path, "w") as archive:
        for number in range(25_000):
            archive.writestr(f"part{number}", "")
    return path


def overlapping_merges(path):
    areas = "".join(f"<mergeCell ref='A{n}:CV{n + 900}'/>" for n in range(3, 40_000))
    return write_parts(path, TABLE, tail=f"<mergeCells>{areas}</mergeCells>")


REFUSED = [many_rows, many_empty_rows, blank_bomb, element_bomb, nested_bomb, string_bomb, laughing_entities, liar,
           many_entries]  # fmt: skip


def measured(path):
    """Rows, codes, seconds and megabytes of a reader of its own."""
    script = MEASURE.format(root=str(ROOT))
    done = subprocess.run([sys.executable, "-c", script, path], capture_output=True, text=True, check=True)  # noqa: S603
    rows, *codes, seconds, memory = done.stdout.split()
    return int(rows), codes, float(seconds), int(memory)


@pytest.mark.parametrize("make", REFUSED, ids=lambda make: make.__name__)
def test_a_hostile_workbook_is_refused_soon_and_small(tmp_path, make):
    rows, codes, seconds, memory = measured(make(tmp_path / "洛龙区.xlsx"))
    assert (rows, codes) == (0, ["unrecognised"])
    assert seconds < 10
    assert memory < 300


def test_merges_over_merges_cost_nothing(tmp_path):
    _, _, seconds, memory = measured(overlapping_merges(tmp_path / "洛龙区.xlsx"))
    assert seconds < 10
    assert memory < 300


def test_200_000_records_of_text_are_refused(tmp_path):
    path = tmp_path / "洛龙区.csv"
    path.write_text("\n".join([",".join(HEADER), *[",".join(map(str, LESSON))] * 200_000]), encoding="utf-8")
    rows, codes, seconds, memory = measured(path)
    assert (rows, codes) == (0, ["unrecognised"])
    assert seconds < 10
    assert memory < 300


@pytest.mark.parametrize(
    "data",
    [
        b"", b"\x00" * 5000, b"hello world", b"%PDF-1.4", b"\x89PNG\r\n", b"PK\x03\x04", b"PK\x05\x06" + b"\x00" * 18,
        b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"\x00" * 4000, b"<html><table><tr><td>1</td></tr></table></html>",
        "序号,课例名称\n".encode("gb18030"), b'"' + b"a" * 500_000,
    ],
)  # fmt: skip
@pytest.mark.parametrize("suffix", [".xlsx", ".xls", ".csv"])
def test_what_is_no_table_is_refused_in_words(tmp_path, vocabulary, data, suffix):
    path = tmp_path / f"洛龙区{suffix}"
    path.write_bytes(data)
    read = read_sheet_file(path, vocabulary=vocabulary)
    assert (read.rows, [(p.field, p.code) for p in read.problems]) == ([], [("file", "unrecognised")])
    assert "请" in read.problems[0].message


def test_a_missing_file_a_folder_and_another_office_s_document_are_refused(tmp_path, vocabulary):
    document = tmp_path / "洛龙区.docx"
    with zipfile.ZipFile(document, "w") as archive:
        archive.writestr("word/document.xml", "<a/>")
    for path in (tmp_path / "没有.xlsx", tmp_path, document, write_xlsx(tmp_path / "空表洛龙.xlsx", [])):
        read = read_sheet_file(path, vocabulary=vocabulary)
        assert [(p.field, p.code) for p in read.problems] == [("file", "unrecognised")]


@pytest.mark.parametrize(
    "name",
    [
        "2025年洛龙区家庭教育指导优秀课例汇总表.xlsx",
        "2025嵩县家庭教育优秀课例汇总表.xls",
        "课例汇总表(1).csv",
    ],
)
@pytest.mark.parametrize("seed", range(15))
def test_a_torn_file_never_raises(tmp_path, vocabulary, name, seed):
    chance = random.Random(seed)
    data = bytearray((SHEETS / name).read_bytes())
    for _ in range(chance.choice([1, 10, 200])):
        data[chance.randrange(len(data))] = chance.randrange(256)
    path = tmp_path / name
    path.write_bytes(data[: chance.choice([len(data), chance.randrange(1, len(data))])])
    read = read_sheet_file(path, vocabulary=vocabulary, county="410311")
    assert read.rows or read.problems


@pytest.mark.parametrize("seed", range(40))
def test_cells_of_any_kind_never_raise(tmp_path, vocabulary, seed):
    chance = random.Random(seed)
    scraps = ["同上", "〃", "=A1", "1-3", "（", "《", "——", "3月4日", "8'30\"", "一", "年级", "主题", "、", "\n", "10046839621", "集体", "等3人",
              "&nbsp;", "_x0000_", "\u200b", "𬱖", "<script>", "小计", "合计", "示例", "幼儿园组", "0", "：", "指导教师：", "半", "e5", "九"]  # fmt: skip
    rows = [[chance.choice([None, chance.random() * 10 ** chance.randrange(8), "".join(chance.choices(scraps, k=chance.randrange(1, 6)))])
             for _ in HEADER] for _ in range(30)]  # fmt: skip
    rows = [[None if isinstance(cell, str) and "\x00" in cell else cell for cell in row] for row in rows]
    read = read_sheet_file(write_xlsx(tmp_path / "洛龙.xlsx", [HEADER, *rows]), vocabulary=vocabulary)
    assert not read.problems


def test_strings_runs_and_chinese_date_formats_are_read_as_excel_shows_them(tmp_path, vocabulary):
    styles = (
        "<numFmts><numFmt numFmtId='164' formatCode='[h]:mm:ss'/></numFmts><fonts><font/><font><strike/></font></fonts>"
        "<cellXfs><xf numFmtId='0' fontId='0'/><xf numFmtId='58' fontId='0'/><xf numFmtId='20' fontId='0'/>"
        "<xf numFmtId='164' fontId='0'/><xf numFmtId='0' fontId='1'/></cellXfs>"
    )
    texts = [*HEADER, "课一", "张三", "洛龙区示例小学", "亲子沟通"]
    strings = "".join(f"<si><t>{text}</t></si>" for text in texts)
    strings += (
        "<si><r><t>课</t></r><r><rPr><strike/></rPr><t>旧</t></r><r><t>二</t></r><rPh><t>ke</t></rPh></si>"
    )

    def cell(value, style=0, kind="n"):
        return f"<c t='{kind}' s='{style}'><v>{value}</v></c>"

    def text(place, style=0):
        return cell(place, style, "s")

    rows = [
        "".join(map(text, range(7))),
        cell(1) + text(7) + text(8) + text(9) + cell(45720, 1) + text(10) + cell(0.3541666667, 2),
        cell(2) + text(11) + text(8) + text(9) + cell(4) + text(10) + cell(1.5361111, 3),
        cell(3) + text(7, 4) + text(8) + text(9) + cell(4) + text(10) + cell(8),
        cell(4) + text(10) + "<c t='str'><f>A1</f><v>张三</v></c><c t='e'><v>#N/A</v></c><c><f>1+1</f><v>2</v></c>" + text(10) + cell(8),
    ]  # fmt: skip
    data = "".join(f"<row>{row}</row>" for row in rows)
    read = read_sheet_file(
        write_parts(tmp_path / "洛龙.xlsx", data, strings=strings, styles=styles), vocabulary=vocabulary
    )
    assert [
        (row.title, row.grades, row.minutes, [f"{p.field}/{p.code}" for p in row.problems])
        for row in read.rows
    ] == [
        ("课一", ["P3", "P4"], 9, []),
        ("课二", ["P4"], 37, []),
        ("课一", ["P4"], 8, ["row/struck_out"]),
        ("亲子沟通", [], 8, ["authors/formula", "organisation/missing", "grades/formula"]),
    ]


def test_five_thousand_lessons_are_read_within_the_same_memory(tmp_path):
    rows = "".join(inline_row(n, [n, f"课例{n}", *LESSON[2:]]) for n in range(2, 5_002))
    read, codes, seconds, memory = measured(
        write_parts(tmp_path / "洛龙区.xlsx", inline_row(1, HEADER) + rows)
    )
    assert (read, codes) == (5_000, [])
    assert seconds < 10
    assert memory < 300
