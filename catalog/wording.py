"""What revisions of a page say: whether two say the same to a reader, and who wrote one when."""

import json
from contextlib import suppress
from typing import Any

from bs4 import BeautifulSoup
from django.utils import timezone
from wagtail.models import COMMENTS_RELATION_NAME, Revision

# What Wagtail keeps in a revision beside what was written.
BOOKKEEPING = {
    COMMENTS_RELATION_NAME,
    "draft_title",
    "expired",
    "first_published_at",
    "has_unpublished_changes",
    "last_published_at",
    "latest_revision",
    "latest_revision_created_at",
    "live",
    "live_revision",
    "locked",
    "locked_at",
    "locked_by",
    "pk",
    "page",
    "content_object",
    "presentable",
    "url_path",
}


def same_words(one: Revision, other: Revision) -> bool:
    """A saved comment, or a save that changed nothing, makes another revision with the same words; an editor that
    opens what was imported writes its own marks into the text."""
    return bool(_words(one.content) == _words(other.content))


def _words(value: Any) -> Any:
    if isinstance(value, dict):
        # A block of a stream gets an id when a form first saves it.
        dropped = BOOKKEEPING | ({"id"} if {"type", "value"} <= value.keys() else set())
        return {name: _words(part) for name, part in value.items() if name not in dropped}
    if isinstance(value, list):
        return [_words(part) for part in value]
    return _text(value) if isinstance(value, str) else value


def _text(value: str) -> Any:
    if value.startswith("[{"):  # a stream, which a revision keeps as text
        with suppress(ValueError):
            return _words(json.loads(value))
    if "<" not in value:
        return value.strip()
    soup = BeautifulSoup(value, "html.parser")
    for tag in soup.select("[data-block-key]"):
        del tag["data-block-key"]
    return str(soup)


def changed(revision: Revision) -> str:
    """Who changed a page last, and when."""
    at = timezone.localtime(revision.created_at)
    when = f"{at:%H:%M}" if at.date() == timezone.localdate() else f"{at.month}月{at.day}日{at:%H:%M}"
    return f"{revision.user or '另一位编辑'}{when}也改了这一页。"
