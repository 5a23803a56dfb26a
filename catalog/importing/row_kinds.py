"""What a row below a header is: a lesson, or a divider, subtotal, sample, banner, note, or nothing.

Decided here: the words by which these are told, which must be all that a cell says, so that a title like
小计划，大改变 stays a lesson; a row with only a number, a school or a stage is nothing to report.
"""

from __future__ import annotations

import re

from catalog.importing.characters import squeezed
from catalog.importing.grids import FORMULA, Cell, Formula, Value
from catalog.importing.headers import CONTENT, Label
from catalog.importing.numerals import NUMERAL

# What fits none of these is a lesson; the words must be all that the cell says.
_STAGE_WORD = r"(?:幼儿园|幼儿|学前|小学|初中|高中|中学|中职|职高|特殊教育|特教|义务教育|九年一贯制?)"
_ORDINAL = rf"(?:[（(【\[]?第?[{NUMERAL}]{{1,3}}(?:部分|类|组)?[)）】\]]?[、.．:：\s]*)?"
_DIVIDER = re.compile(
    rf"[【\[★☆◆■●▲*]*{_ORDINAL}{_STAGE_WORD}(?:[、和及与/]?{_STAGE_WORD})*(?:学校|学段|阶段|教育|[低中高]|年级|组|段|部|类|部分|篇|推荐|课例|微课|作品|家长课)*"
    r"[】\]]?(?:[（(].*[)）])?[:：]?(?:共?\d+[节个件项篇条])?"
    r"|(?:城区|城镇|乡镇|农村|城市|民办|公办|县直|区直|市直|局直|直属)(?:学校|单位|园所|组|类)[:：]?|[一二三优]等奖?(?:组|类)?[:：]?"
)
_COUNTED = rf"(?:约?[{NUMERAL}]*(?:节|个|件|项|篇|门|课|条|部|人|份|节课|个课例|件作品|课例|作品|所|校|名|位|分钟?)?)"
_SUBTOTAL = re.compile(
    rf"[（(]?[^，。！？、]{{0,8}}?(?:小计|合计|总计|共计|累计|总数|总共|汇总)[)）]?[（(:：=]*{_COUNTED}[)）。;；]*(?:[，,;；、].*\d.*)?"
    rf"|(?:以上|本页|本组|本学段|全[区县市校]|{_STAGE_WORD}[组段部]?)?共(?:推荐|报送|计)?[{NUMERAL}]+(?:节|个|件|项|篇|门|课|条|部|份).{{0,6}}"
    r"|其中[:：]?.{1,12}\d+[节个件项篇门条].*"
)
_COUNT = re.compile(rf"{re.escape(str(FORMULA))}|(?:共|约|合计|总计)?{_COUNTED}")
_SAMPLE = re.compile(
    r"\d*[（(【\[]?(?:填写|填报)?(?:示例|例|样例|范例|举例|例子|例如|示范|样表)[:：]?\d*[)）】\]]?[:：]?"
)
_NOTE = re.compile(
    r"[（(*※★]*(?:(?:填表|制表|审核|经办|联系|填报|报送|负责|审批|校对|统计|上报|汇总)(?:人|者|员|单位|日期|时间|电话|部门)|单位负责人|主管领导|分管领导|领导签字"
    r"|校长签字|校长|局长|科长|负责人|电话|日期|时间|单位|盖章|公章|备注|注|附注|说明|(?:填表|填报|填写|有关)(?:说明|要求|须知)|注意事项|要求|附件?\d*)"
    r"\s*(?:[（(][^（）()]*[)）])?\s*[:：].*|.{0,8}(?:签字|签名|签章|盖章)\s*[:：].*|[（(]?(?:盖章|公章|签章|签字)[)）]?|.*[（(](?:盖章|公章|签章)[)）]\s*|[※★].*|[（(]?(?:本表|此表|以上(?:课例|作品|信息)).*"
    r"|.{0,3}以下(?:空白|无正文|无内容).{0,3}|注意[:：].*"
    r"|(?:20\d\d|二[〇○零].{2})年.{1,3}月.{1,4}日|附件\d*[:：]?.{0,20}",
    re.DOTALL,
)
_NOTE_LABEL = re.compile(
    r"(?:填表|制表|审核|经办|联系|填报|报送|负责|审批|校对|统计)(?:人|单位|日期|电话)|(?:主管|分管)领导|负责人"
)
_BANNER = re.compile(
    r".*(?:汇总表|推荐表|一览表|统计表|登记表|申报表|报送表|信息表|名单|汇总|[（(]?续表?[）)]?)(?:[（(].*[)）])?\s*"
)


def kind_of_row(
    own: dict[int, Cell], columns: dict[int, Label], *, names_stage: bool, wide: bool, ended: bool
) -> str:
    """`own` are the cells typed in this row; `wide` is a merge over columns, `ended` that a note came before."""
    texts = {column: text_of(cell.value).strip()[:300] for column, cell in own.items()}
    first_column = next(iter(texts))
    first = squeezed(texts[first_column])
    told = {columns[column].role for column in own if column in columns}
    told &= {*CONTENT, "stage", "coauthors", "subtitle"}
    number = _number_column(first_column, columns)
    if number in texts and _SAMPLE.fullmatch(squeezed(texts[number])):
        return "sample"
    details = told - {"title", "organisation"}
    single = len(set(texts.values())) == 1
    counts = [squeezed(text) for column, text in texts.items() if column != first_column]
    # Without a column of numbers these stand wherever the table begins, be it the column of authors.
    if _SUBTOTAL.fullmatch(first) and all(map(_COUNT.fullmatch, counts)):
        return "subtotal"
    if single and _DIVIDER.fullmatch(first):
        return "divider"
    for column, text in texts.items():
        plain = squeezed(text)
        leading = column == first_column or _role(columns, column) in ("number", "title")
        if leading and _SUBTOTAL.fullmatch(plain) and len(details) <= 1 and not _has_author(own, columns):
            return "subtotal"
        if _DIVIDER.fullmatch(plain) and not details - {"stage"} and len(told) <= 1:
            return "divider"
    if first_column == number and _NOTE_LABEL.fullmatch(first):
        return "note"  # a footer spread over cells: 填表人 | 王芳 | 审核人 | 李四
    if len(told) <= 2 and _NOTE.fullmatch(first):
        return "note"
    # One cell alone is a lesson only under the title; an organisation alone heads its lessons.
    alone = len(texts) == 1 and told not in ({"title"}, {"organisation"}, {"stage"})
    if single and (wide or first_column == number or not told or alone):
        if _BANNER.fullmatch(first):
            return "banner"
        return "divider" if len(first) <= 25 and names_stage and not ended else "note"
    if not told or told in ({"organisation"}, {"stage"}):
        return "empty"
    if told == {"title"} and single and (ended or _BANNER.fullmatch(first) or len(first) > 80):
        return "banner"
    return "lesson"


def _role(columns: dict[int, Label], column: int) -> str:
    return columns[column].role if column in columns else ""


def _number_column(first: int, columns: dict[int, Label]) -> int | None:
    """The column of numbers, or a first one without any name: a sample is marked there."""
    named = next((column for column, label in columns.items() if label.role == "number"), None)
    return first if named is None and not _role(columns, first) else named


def _has_author(own: dict[int, Cell], columns: dict[int, Label]) -> bool:
    return any(_role(columns, column) == "authors" and not isinstance(cell.value, Formula)
               for column, cell in own.items())  # fmt: skip


def text_of(value: Value | None) -> str:
    if isinstance(value, str):
        return value if squeezed(value) else ""
    return "" if value is None else str(value)
