"""How the index stands to the database as a whole: is there one, is it today's, does it belong here.

Decided here: the one word that says whether the index may be followed by drains or has to be built anew. Not here:
single documents (reconciling.py), what is done about it (upkeep.py).
"""

from enum import StrEnum

from search import marks
from search.engines import engine


class Standing(StrEnum):
    """FOREIGN: last written for another state of this database (restored, overtaken) or for another one."""

    GOOD = "good"
    MISSING = "missing"
    OUTDATED = "outdated"
    FOREIGN = "foreign"
    AWAY = "away"


def standing() -> Standing:
    """How the index stands now."""
    told = engine().status()
    if told.away:
        return Standing.AWAY
    if told.index is None:
        return Standing.MISSING
    if not marks.belongs(told.mark):
        return Standing.FOREIGN
    return Standing.OUTDATED if told.stale else Standing.GOOD
