"""Which looks an installation asks for, and whose they are: CATALOG_REVIEW_LEVELS.

Decided here: one to three looks, each by the item's county or by the city; all of one publication by different
people (CATALOG_REVIEW_DIFFERENT_PEOPLE), as 三审三校 demands. Who sent an item in may also do its first look: they
worked on it, but the text is its author's. An administrator may do any look, under the same rule.
"""

from dataclasses import dataclass

from django.conf import settings
from django.core.exceptions import ImproperlyConfigured

COUNTY, CITY = "county", "city"
BY = [(COUNTY, "县区编辑"), (CITY, "市级编辑")]
MOST = 3


@dataclass(frozen=True)
class Level:
    """A look: its name, and whose it is."""

    name: str
    by: str


def levels() -> list[Level]:
    """The looks in their order."""
    found = [
        Level(*(part.strip() for part in entry.partition(":")[::2]))
        for entry in settings.CATALOG_REVIEW_LEVELS
    ]
    names = {level.name for level in found}
    sound = all(level.name and level.by in (COUNTY, CITY) for level in found)
    if not sound or not 1 <= len(found) <= MOST or len(names) != len(found):
        raise ImproperlyConfigured(
            "CATALOG_REVIEW_LEVELS 要写一到三级审核，名称不重复，每级写“名称:county”或“名称:city”，"
            "例如：初审:county,复审:city,终审:city"
        )
    return found


def different_people() -> bool:
    """Whether one person may do only one look of a publication."""
    return bool(settings.CATALOG_REVIEW_DIFFERENT_PEOPLE)
