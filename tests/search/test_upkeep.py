"""What the index needs is known without anybody asking."""

from datetime import timedelta

from django.utils import timezone

from search import indexing, marks, reconciling, upkeep
from search.models import IndexMark


def test_a_missing_index_is_built_and_a_whole_one_is_compared_at_intervals(make_lesson, settings):
    settings.SEARCH_RECONCILE_SECONDS = 600
    make_lesson("写作业磨蹭")
    assert upkeep.due() == ["search_rebuild", "--if-needed"]
    indexing.rebuild()
    assert upkeep.due() == ["search_reconcile", "--repair"]
    reconciling.reconcile()
    assert upkeep.due() == []
    IndexMark.objects.update(reconciled_at=timezone.now() - timedelta(seconds=601))
    assert upkeep.due() == ["search_reconcile", "--repair"]
    settings.SEARCH_RECONCILE_SECONDS = 0
    assert upkeep.due() == []


def test_a_comparison_is_remembered_with_what_it_found(make_lesson, rebuilt):
    rebuilt()
    make_lesson("写作业磨蹭")
    reconciling.reconcile()
    last = marks.last_reconcile()
    assert last.reconciled_at is not None
    assert last.reconciled == {"checked": 1, "missing": 0, "stale": 0, "ghosts": 0, "repaired": False}
