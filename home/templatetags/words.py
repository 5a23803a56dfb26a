"""How words are set: where a title may break, how a moment and a day are written.

Decided here: a title breaks at its punctuation, as long as a clause is short enough for a phone's line, and never
leaves one character alone on the last.
Not here: which words stand where (templates).
"""

import re
from datetime import date

from django import template
from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString

register = template.Library()

# Ten Han of a heading fill two thirds of a 390 px line: a longer clause must be free to flow. A card has room
# for eight and a mark beside its cover (`clauses:8`).
LONGEST_CLAUSE = 10
TWO_HOURS = 120
# A clause keeps its punctuation, and a closing quote keeps to what it closes.
_CLAUSE = re.compile(r"(?:（|——)?(?:(?!——)[^，。？！：；、（])*[，。？！：；、]*[”’』」）》]*")
_MARKS = "，。？！：；、”’』」）》"
# What a long clause ends with stays in one piece: a word that many titles end with, or at least two characters.
_END = re.compile(
    rf"(?:博物馆|纪念馆|图书馆|科技馆|文化馆|艺术馆|展览馆|遗址公园|指导菜单|教育基地|宣传周|怎么办|怎么说|家长会|[A-Za-z0-9]+|..)[{_MARKS}]*$"
)
_SENTENCE = re.compile(r"[^。！？]+[。！？]*[”’）]*")
_MARK = re.compile(r"^\s*(?:[·•\-–—*]|\d+[.、．])\s*")
_HAN = "〇一二三四五六七八九十"
_WEEKDAYS = "一二三四五六日"


@register.filter
def clauses(text: object, longest: int = LONGEST_CLAUSE) -> SafeString:
    """A title whose short clauses do not break inside."""
    parts = [part for part in _CLAUSE.findall(str(text)) if part]
    if len(parts) == 1 and _length(parts[0]) <= longest:
        return format_html("{}", text)
    return format_html_join("", "{}", ((_set(part, longest),) for part in parts))


def _set(clause: str, longest: int) -> SafeString:
    if _length(clause) <= longest:
        return format_html('<span class="nb">{}</span>', clause)
    end = _END.search(clause)
    if end is None:
        return format_html("{}", clause)
    return format_html('{}<span class="nb">{}</span>', clause[: end.start()], end.group())


def _length(clause: str) -> int:
    return len(clause.rstrip(_MARKS))


@register.filter
def clock(milliseconds: int) -> str:
    """A moment of a video as people read it: 02:13, 1:02:13."""
    minutes, seconds = divmod(int(milliseconds) // 1000, 60)
    hours, minutes = divmod(minutes, 60)
    return f"{hours}:{minutes:02}:{seconds:02}" if hours else f"{minutes:02}:{seconds:02}"


@register.filter
def seconds(milliseconds: int) -> int:
    """A moment of a video as its address says it (`?t=133`)."""
    return int(milliseconds) // 1000


@register.filter
def duration(minutes: int) -> str:
    """40分钟, 5小时30分钟: nobody counts a day in minutes."""
    if minutes < TWO_HOURS:
        return f"{minutes}分钟"
    hours, rest = divmod(minutes, 60)
    return f"{hours}小时{rest}分钟" if rest else f"{hours}小时"


@register.filter
def weekday(day: date) -> str:
    """周六. Django's own short names are as long as the long ones."""
    return f"周{_WEEKDAYS[day.weekday()]}"


@register.filter
def points(text: object) -> list[str]:
    """A plain text as points: the lines it was written in, or the sentences of its only line. The marks that
    people put before a point go."""
    lines = [_MARK.sub("", line).strip() for line in str(text).splitlines() if line.strip()]
    return lines if len(lines) > 1 else _SENTENCE.findall(lines[0] if lines else "")


@register.filter
def han(number: int) -> str:
    """三, 五: a small count inside a heading."""
    return _HAN[number] if 0 <= number < len(_HAN) else str(number)
