"""What an explanation says, in an editor's words. Pure: a found page and its explanations in, rows out.

Decided here: every number that is shown is the engine's; a row names what was looked for, why it counts, and where it
stood; what gave least is summed in one row, so that the rows always add up.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any

from search.analysis import normalise, tokens, words
from search.engines.base import Has, Term
from search.explaining import Contribution, Explanation
from search.heard import Heard
from search.understanding import Understanding
from search.wording import distinct_tokens

PASSAGES = {
    "lead": "摘要和要点",
    "practice": "今晚就能做、聊一聊",
    "body": "正文",
    "spoken": "台词",
    "people": "主办单位",
}
# What a document holds beside its title and its passages.
BESIDE = "主题、标签、作者、单位、县区"
TYPES = {"grade": "年级", "stage": "学段", "county": "县区", "kind": "种类", "minutes": "时长"}
FACETS = {**TYPES, "grade": "年级或学段", "theme": "主题", "form": "形式"}
MOST_ROWS = 8


@dataclass(frozen=True)
class Row:
    """`what` gave `score`, because of `why`; `places` are where it stood, with what that gave by itself."""

    what: str
    why: str
    score: float
    places: tuple[tuple[str, float], ...] = ()


@dataclass(frozen=True)
class HeardSaid:
    """What was heard beside the words, and what it does."""

    said: str
    meant: str
    does: str


def heard_said(heard: Iterable[Heard], applied: Iterable[Heard]) -> list[HeardSaid]:
    narrowing = set(applied)
    return [
        HeardSaid(
            one.text,
            f"{TYPES.get(one.type, one.type)}“{one.label}”",
            "用来筛选，别的不显示" if one in narrowing else "只加分，不筛选",
        )
        for one in heard
    ]


def rows(
    told: Explanation, meant: Understanding, labels: Mapping[str, str], stored: Mapping[str, Any]
) -> list[Row]:
    """One row for each thing that gave something, the greatest first; `stored` is what the index shows of the hit."""
    texts = [("title", normalise(stored["card"]["title"]))]
    texts += [(passage["field"], normalise(passage["text"])) for passage in stored["passages"]]
    said = [_row(one, meant, labels, texts) for one in told.contributions]
    shown, rest = said[:MOST_ROWS], said[MOST_ROWS:]
    if rest:
        shown.append(Row(f"其余{len(rest)}处", "每处给得都不多", sum(row.score for row in rest)))
    return shown


def _row(
    one: Contribution, meant: Understanding, labels: Mapping[str, str], texts: list[tuple[str, str]]
) -> Row:
    if isinstance(one.clause, Has):
        return _of_a_facet(one.clause, one.score, meant, labels)
    places = tuple(dict.fromkeys((_place(term, texts), score) for term, score in one.terms))
    if not one.token:
        found = dict.fromkeys(term.token for term, _ in one.terms)
        # Where only one of the words is in the document, it is the row's.
        if len(found) == 1:
            return Row(f"“{next(iter(found))}”", _synonym(next(iter(found)), meant), one.score, places)
        return Row("、".join(f"“{token}”" for token in found), "同一个意思的几种说法", one.score, places)
    return Row(f"“{one.token}”", _why(one, meant), one.score, places)


def _place(term: Term, texts: Iterable[tuple[str, str]]) -> str:
    """The field, and of the whole text the parts that hold the token."""
    if term.field == "title":
        return "题目"
    holding = {part for part, text in texts if term.token in text}
    parts = [label for part, label in PASSAGES.items() if part in holding] or ([] if holding else [BESIDE])
    return f"全文（{'、'.join(parts)}）" if parts else "全文"


def _why(one: Contribution, meant: Understanding) -> str:
    if one.lifting and any(term.field == "text" for term, _ in one.terms):
        return "很多内容里都有的词，只加分，不靠它找"
    if one.token in distinct_tokens(meant.rest):
        if one.token not in words(meant.rest):
            return "问话里挨着的两个字，不成词，算一部分"
        return "问话里的词" if meant.corrected is None else "问话里的词（纠正之后）"
    return _synonym(one.token, meant)


def _synonym(token: str, meant: Understanding) -> str:
    for word in meant.expansions:
        if token in tokens(word):
            return f"同义说法“{word}”里的词"
    return "问话里的词"


def _of_a_facet(clause: Has, score: float, meant: Understanding, labels: Mapping[str, str]) -> Row:
    names = "、".join(labels.get(value, value) for value in clause.values)
    what = f"{FACETS.get(clause.facet, clause.facet)}“{names}”"
    if clause.facet == "theme":
        share = next((share for code, share in meant.themes if code in clause.values), 0.0)
        return Row(what, f"这句话有{share:.0%}像在说这个主题", score)
    for one in meant.heard:
        if {one.value, one.stage} & set(clause.values) or clause.facet == one.type == "minutes":
            return Row(what, f"听出了“{one.text}”", score)
    return Row(what, "孩子所在的学段", score)
