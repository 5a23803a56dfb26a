"""How values are said to people where several of them make one phrase."""

from collections.abc import Iterable
from itertools import groupby

from django.core.cache import cache

from catalog.models.vocabulary import Grade


def grade_phrases(grades: Iterable[Grade]) -> list[str]:
    """Grades as a card says them: 一至三年级, 小学 (all six), 大班. Neighbours join, gaps do not.

    The grades need their `parent` loaded.
    """
    phrases = []
    ordered = sorted(grades, key=lambda grade: (grade.sort, grade.code))
    for stage, members in groupby(ordered, key=lambda grade: grade.parent):
        of_stage = list(members)
        if stage is not None and len(of_stage) >= _stage_sizes().get(stage.code, 0):
            phrases.append(stage.name)
            continue
        # Neighbours have successive `sort` values: their difference from the position is constant.
        for _, run in groupby(enumerate(of_stage), key=lambda pair: pair[1].sort - pair[0]):
            phrases.append(_run_phrase([grade.name for _, grade in run]))
    return phrases


def _run_phrase(names: list[str]) -> str:
    if len(names) == 1:
        return names[0]
    joint = "至" if len(names) > 2 else "、"
    first, last = names[0], names[-1]
    return f"{first.removesuffix('年级') if last.endswith('年级') else first}{joint}{last}"


def _stage_sizes() -> dict[str, int]:
    """How many grades each stage has in general schools; 托班 is no part of "all of kindergarten"."""
    sizes = cache.get("catalog.stage_sizes")
    if sizes is None:
        codes = Grade.objects.filter(parent__isnull=False, active=True).exclude(code="K0")
        sizes = {}
        for stage in codes.values_list("parent__code", flat=True):
            sizes[stage] = sizes.get(stage, 0) + 1
        cache.set("catalog.stage_sizes", sizes, 300)
    return sizes
