"""Whether a place is open now, in words. Pure: the week, the closed days and the moment are given.

Decided here: the words; that a place whose week nobody entered says nothing, rather than something that may be
wrong; that a closed day counts before the week. Not here: where they are entered (models.units) and public
holidays, which every place keeps in its own way: the editor enters them as closed days.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta

from catalog.models.choices import Weekday

DAYS = Weekday.values
LOOKS_AHEAD = 14  # days


@dataclass(frozen=True)
class Hours:
    """Open on these days of the week (codes), from and to."""

    days: tuple[str, ...]
    opens: time
    closes: time


@dataclass(frozen=True)
class Closed:
    first: date
    last: date


@dataclass(frozen=True)
class OpenNow:
    """What to tell a family that wants to go: `is_open` is whether it is worth setting out today."""

    words: str
    is_open: bool


def open_now(
    week: Iterable[Hours], closed: Iterable[Closed], now: datetime, shut: str = "关门"
) -> OpenNow | None:
    """What holds at `now` (local time), "" when no week is known; `shut` is how closing is called there."""
    known, away = list(week), list(closed)
    if not known:
        return None
    today = _on(known, away, now.date())
    current = next((hours for hours in today if hours.opens <= now.time() < hours.closes), None)
    later = next((hours for hours in today if hours.opens > now.time()), None)
    if current:
        again = f"，{later.opens:%H:%M}再开" if later else ""
        return OpenNow(f"今天开放，{current.closes:%H:%M}{shut}{again}", True)
    if later:
        return OpenNow(f"今天开放，{later.opens:%H:%M}开门", True)
    return OpenNow((f"今天已经{shut}" if today else "今天不开放") + _next(known, away, now.date()), False)


def _on(week: list[Hours], closed: list[Closed], day: date) -> list[Hours]:
    """The hours of a day, in order."""
    if any(days.first <= day <= days.last for days in closed):
        return []
    return sorted((h for h in week if DAYS[day.weekday()] in h.days), key=lambda hours: hours.opens)


def _next(week: list[Hours], closed: list[Closed], today: date) -> str:
    for ahead in range(1, LOOKS_AHEAD + 1):
        day = today + timedelta(days=ahead)
        hours = _on(week, closed, day)
        if hours:
            label = str(Weekday(DAYS[day.weekday()]).label)
            said = "明天" if ahead == 1 else label if ahead < 7 else f"{day.month}月{day.day}日（{label}）"
            return f"，{said}{hours[0].opens:%H:%M}开门"
    return ""
