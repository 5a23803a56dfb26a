"""Dates that Excel made of a range: 3-4 comes back as 3月4日, 4-Mar or 2025-03-04."""

from __future__ import annotations

import re

_MONTHS = {
    name: number
    for number, name in enumerate(
        ["jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec"], 1
    )
}
_DATES = (
    re.compile(r"^(?:\d{4}[年/.-])?(?P<m>\d{1,2})月(?P<d>\d{1,2})日?$"),
    re.compile(r"^\d{4}[/.-](?P<m>\d{1,2})[/.-](?P<d>\d{1,2})(?:00:00(?::00)?)?$"),
    re.compile(r"^(?P<d>\d{1,2})-(?P<m>[a-z]{3})(?:-\d{2,4})?$"),
    re.compile(r"^(?P<m>[a-z]{3})-(?P<d>\d{1,2})$"),
)


def month_and_day(plain: str) -> tuple[int, int] | None:
    """Month and day of a squeezed text that is a date and nothing else."""
    for pattern in _DATES:
        date = pattern.match(plain.lower())
        if date:
            month = _MONTHS.get(date["m"]) or (int(date["m"]) if date["m"].isdecimal() else 0)
            return month, int(date["d"])
    return None
