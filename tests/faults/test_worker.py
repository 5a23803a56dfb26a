"""The worker is killed at the two moments that count."""

import pytest

from search import outbox
from tests.faults.editing import renamed, some_items


@pytest.mark.parametrize(
    ("at", "name"),
    [
        ("search.indexing._write", "数据库提交之后、写索引之前"),
        ("search.indexing._acknowledge", "写索引之后、登记之前"),
    ],
)
def test_a_killed_worker_leaves_nothing_undone(place, at, name):
    place.stop_worker()
    changed, withdrawn = some_items(2, seed=len(place.ended))
    renamed(changed, "后台进程被杀之前改的")
    withdrawn.unpublish()
    place.run_until_killed("worker", at=at)
    assert {changed.pk, withdrawn.pk} <= outbox.pending().keys()
    renamed(changed, "后台进程被杀之后改的")
    place.start_worker()
    place.settle(f"后台进程在{name}被 kill -9")
