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
    phrases = []
    ordered = sorted((known[pk] for pk in ids if pk in known), key=lambda term: (term.sort, term.code))
    for stage, members in groupby(ordered, key=lambda term: term.parent):
        of_stage = list(members)
        if stage and len(of_stage) >= sizes[stage]:
            phrases.append(names[stage])
        else:
            phrases += _runs(of_stage)
    return phrases


def _runs(grades: list[TermInfo]) -> list[str]:
    """Neighbours have successive `sort` values: their difference from the position is constant."""
    runs = groupby(enumerate(grades), key=lambda pair: pair[1].sort - pair[0])
    return [_run_phrase([term.name for _, term in run]) for _, run in runs]


def _run_phrase(names: list[str]) -> str:
    if len(names) == 1:
        return names[0]
    joint = "至" if len(names) > 2 else "、"
    first, last = names[0], names[-1]
    return f"{first.removesuffix('年级') if last.endswith('年级') else first}{joint}{last}"
