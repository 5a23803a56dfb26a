"""The check of an item's words against the two lists, with the sentence in which each was found.

Decided here: everything that a visitor could read is checked, wherever an editor typed it (fields, blocks, parts
of the item, captions of its video); a word inside one of its exceptions is none; full and half width and capitals
make no difference. Not here: what follows from it (catalog.models.looks).
"""

import json
import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import lru_cache
from typing import Any

from django.db import models
from django.utils.html import strip_tags
from modelcluster.models import get_all_child_relations
from wagtail.fields import RichTextField, StreamField
from wagtail.models import COMMENTS_RELATION_NAME

from catalog.models.words import MisspeltWord, SensitiveWord

# Fields of a page that say nothing to a reader.
UNREAD = {"slug", "url_path", "draft_title", "path", "html_url", "language", "player_url"}
AROUND = 24
SENTENCE_ENDS = "。！？；\n"
# Full width letters and digits are the narrow ones, capitals the small ones; every length stays.
FOLDED = {code: chr(code - 0xFEE0).lower() for code in range(0xFF01, 0xFF5F)} | {
    code: chr(code).lower() for code in range(ord("A"), ord("Z") + 1)
}
# These punctuation marks are Chinese as they stand, and end sentences.
for _mark in "，！？；：（）":
    FOLDED.pop(ord(_mark), None)


@dataclass(frozen=True)
class Finding:
    """A word that was found: in which part, in which words around it, and what the list says of it."""

    word: str
    advice: str
    where: str
    before: str
    found: str
    after: str
    sensitive: bool


@dataclass(frozen=True)
class Words:
    """A list, ready to search with."""

    pattern: re.Pattern[str] | None
    advice: dict[str, str]
    exceptions: dict[str, tuple[str, ...]]


def findings(page: Any) -> list[Finding]:
    """All that the lists find in an item (or a draft of it): sensitive words first."""
    sensitive, misspelt = _sensitive(), _misspelt()
    found = [
        finding
        for where, text in readable(page)
        for words, is_sensitive in ((sensitive, True), (misspelt, False))
        for finding in _search(words, text, where, sensitive=is_sensitive)
    ]
    return sorted(found, key=lambda finding: not finding.sensitive)


def readable(page: Any) -> Iterator[tuple[str, str]]:
    """Every text of an item that can be read, with the name of its place."""
    yield from _fields(page)
    for relation in get_all_child_relations(type(page)):
        name = relation.get_accessor_name()
        if name != COMMENTS_RELATION_NAME and hasattr(page, name):
            label = str(relation.related_model._meta.verbose_name)
            for part in getattr(page, name).all():
                for where, text in _fields(part):
                    yield f"{label} › {where}", text
    yield "关键词", "\n".join(tag.name for tag in page.keywords.all())
    for attachment in page.attachments.all() if hasattr(page, "attachments") else ():
        yield "资料 › 标题", attachment.document.title
    if video := getattr(page, "video", None):
        yield "视频 › 标题", video.title
        yield "字幕", "\n".join(video.cues.order_by("start_ms").values_list("text", flat=True))


def _fields(instance: models.Model) -> Iterator[tuple[str, str]]:
    for field in instance._meta.concrete_fields:
        if field.name in UNREAD or not field.editable or field.choices:
            continue
        value = getattr(instance, field.attname)
        if isinstance(field, StreamField):
            yield str(field.verbose_name), "\n".join(_strings(list(value.raw_data)))
        elif isinstance(field, RichTextField):
            yield str(field.verbose_name), strip_tags(re.sub(r"</(p|li|h\d)>|<br\s*/?>", "\n", value or ""))
        elif isinstance(field, models.CharField | models.TextField) and value:
            yield str(field.verbose_name), value


def _strings(value: Any) -> Iterator[str]:
    if isinstance(value, str):
        yield strip_tags(value)
    elif isinstance(value, dict):
        for name, part in value.items():
            if name not in ("id", "type"):
                yield from _strings(part)
    elif isinstance(value, list):
        for part in value:
            yield from _strings(part)


def folded(text: str) -> str:
    return text.translate(FOLDED)


def _sensitive() -> Words:
    rows = SensitiveWord.objects.filter(active=True).values_list("word", "note", "exceptions")
    return _compiled(json.dumps(list(rows), ensure_ascii=False))


def _misspelt() -> Words:
    rows = MisspeltWord.objects.filter(active=True).values_list("wrong", "right", "exceptions")
    return _compiled(
        json.dumps([(wrong, f"应为“{right}”", but) for wrong, right, but in rows], ensure_ascii=False)
    )


@lru_cache(maxsize=8)
def _compiled(rows: str) -> Words:
    words = json.loads(rows)
    # The longest first: 加微信群 is found as such, not as 加微信.
    alternatives = sorted((folded(word) for word, _, _ in words), key=len, reverse=True)
    return Words(
        pattern=re.compile("|".join(map(re.escape, alternatives))) if alternatives else None,
        advice={folded(word): advice for word, advice, _ in words},
        exceptions={folded(word): tuple(folded(phrase) for phrase in but) for word, _, but in words},
    )


def _search(words: Words, text: str, where: str, *, sensitive: bool) -> Iterator[Finding]:
    if words.pattern is None:
        return
    plain = folded(text)
    for hit in words.pattern.finditer(plain):
        word = hit.group()
        if any(_lies_in(plain, hit.start(), word, phrase) for phrase in words.exceptions[word]):
            continue
        begin, end = _sentence(text, hit.start(), hit.end())
        yield Finding(
            word=word,
            advice=words.advice[word],
            where=where,
            before=text[begin : hit.start()],
            found=text[hit.start() : hit.end()],
            after=text[hit.end() : end],
            sensitive=sensitive,
        )


def _lies_in(text: str, start: int, word: str, phrase: str) -> bool:
    """Whether the word at this place is part of the phrase."""
    return any(
        text.startswith(phrase, start - place.start())
        for place in re.finditer(re.escape(word), phrase)
        if start >= place.start()
    )


def _sentence(text: str, start: int, end: int) -> tuple[int, int]:
    """The sentence around a word, and not more than a line of it."""
    begin = max((text.rfind(mark, 0, start) for mark in SENTENCE_ENDS), default=-1) + 1
    ends = [place + 1 for mark in SENTENCE_ENDS if (place := text.find(mark, end)) >= 0]
    return max(begin, start - AROUND), min([*ends, end + AROUND, len(text)])
