"""How values are said to people where several of them make one phrase."""

from collections import Counter
from collections.abc import Iterable
from itertools import groupby

from catalog.models.vocabulary import Grade
from catalog.terms import TermInfo, terms


def grade_phrases(ids: Iterable[int]) -> list[str]:
    """Grades (primary keys) as a card says them: 一至三年级, 小学 (all six), 大班. Neighbours join, gaps do not."""
    known = terms(Grade)
    names = {term.code: term.name for term in known.values()}
    # 托班 is no part of "all of kindergarten".
    sizes = Counter(
        term.parent for term in known.values() if term.parent and term.active and term.code != "K0"
    )
    runs: list[list[str]] = []
    ordered = sorted((known[pk] for pk in ids if pk in known), key=lambda term: (term.sort, term.code))
    for stage, members in groupby(ordered, key=lambda term: term.parent):
        of_stage = list(members)
        runs += [[names[stage]]] if stage and len(of_stage) >= sizes[stage] else _runs(of_stage)
    # 五、六年级 alone; among others its 、 would part it: 三至四年级、七至八年级.
    return [_run_phrase(run, "、" if len(runs) == 1 and len(run) == 2 else "至") for run in runs]


def _runs(grades: list[TermInfo]) -> list[list[str]]:
    """Neighbours have successive `sort` values: their difference from the position is constant."""
    runs = groupby(enumerate(grades), key=lambda pair: pair[1].sort - pair[0])
    return [[term.name for _, term in run] for _, run in runs]


def _run_phrase(names: list[str], joint: str) -> str:
    if len(names) == 1:
        return names[0]
    first, last = names[0], names[-1]
    return f"{first.removesuffix('年级') if last.endswith('年级') else first}{joint}{last}"
