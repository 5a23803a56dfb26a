"""Captions as text: WebVTT out, WebVTT or SRT in. Pure: no models, no files.

Reading is tolerant, because captions come from many programs: what cannot be read as a
cue is left out, never guessed.
"""

import html
import re
from collections.abc import Iterable
from typing import NamedTuple, Protocol

LONGEST_MS = 24 * 60 * 60 * 1000

_TIME = r"(?:(\d{1,3}):)?(\d{1,2}):(\d{1,2})[.,](\d{1,3})"
_TIMING = re.compile(rf"^\s*{_TIME}\s*-->\s*{_TIME}")
_TAG = re.compile(r"</?(?:[a-z][^<>]*|\d[\d:.]*)>|\{\\[^{}]*\}", re.IGNORECASE)


class CueText(NamedTuple):
    start_ms: int
    end_ms: int
    text: str


class Spoken(Protocol):
    """Anything with a time and a text: a `CueText` or a stored cue."""

    @property
    def start_ms(self) -> int: ...
    @property
    def end_ms(self) -> int: ...
    @property
    def text(self) -> str: ...


def webvtt(cues: Iterable[Spoken]) -> str:
    """Cues as a WebVTT file. Markup in a text is shown as text, never obeyed."""
    blocks = ["WEBVTT\n"]
    for cue in cues:
        # A blank line would end the cue, and "-->" would begin another.
        lines = [line.strip() for line in cue.text.splitlines() if line.strip()]
        body = "\n".join(html.escape(line, quote=False) for line in lines)
        blocks.append(f"{_written(cue.start_ms)} --> {_written(cue.end_ms)}\n{body}\n")
    return "\n".join(blocks)


def captions_parse(text: str) -> list[CueText]:
    """The cues of a WebVTT or SRT text in order of time, without markup or repetition."""
    lines = text.removeprefix("\ufeff").replace("\r\n", "\n").replace("\r", "\n").split("\n")
    cues: set[CueText] = set()
    at = 0
    while at < len(lines):
        timing = _TIMING.match(lines[at])
        at += 1
        if not timing:
            continue
        start, end = _milliseconds(timing.groups()[:4]), _milliseconds(timing.groups()[4:])
        spoken: list[str] = []
        # Some programs leave out the blank line between cues.
        while at < len(lines) and lines[at].strip() and not _TIMING.match(lines[at]):
            spoken.append(html.unescape(_TAG.sub("", lines[at])).strip())
            at += 1
        follows_at_once = at < len(lines) and _TIMING.match(lines[at])
        if follows_at_once and spoken and spoken[-1].isdigit():
            spoken.pop()  # the number of the next SRT cue
        body = "\n".join(line for line in spoken if line)
        if body and start < end <= LONGEST_MS:
            cues.add(CueText(start, end, body))
    return sorted(cues)


def _milliseconds(parts: tuple[str | None, ...]) -> int:
    hours, minutes, seconds, fraction = parts
    milliseconds = int((fraction or "0").ljust(3, "0"))
    return ((int(hours or 0) * 60 + int(minutes or 0)) * 60 + int(seconds or 0)) * 1000 + milliseconds


def _written(milliseconds: int) -> str:
    seconds, thousandths = divmod(milliseconds, 1000)
    minutes, seconds = divmod(seconds, 60)
    hours, minutes = divmod(minutes, 60)
    return f"{hours:02}:{minutes:02}:{seconds:02}.{thousandths:03}"
