"""Somebody stands still in the middle of the work, and goes on as if the world had not changed meanwhile."""

import json

from search import outbox
from search.engines import engine
from tests.faults.editing import published, renamed, some_items
from tests.faults.test_rebuild import STEPS


def test_a_drain_that_goes_on_late(place):
    changed, withdrawn, renewed = some_items(3, seed=21)
    with place.worker_paused():
        for item in (changed, withdrawn, renewed):
            renamed(item, f"写到一半时的{item.pk}")
    place.stop_worker()
    renamed(changed, "停住之前改的")
    with place.standing_still("search_drain", at="search.indexing._write"):
        renamed(changed, "停住之后改的")
        withdrawn.unpublish()
        renewed.unpublish()
        renewed.save_revision().publish()
        code, out, err = place.run("search_drain")
        assert code == 0, err
        # Only one writes; what is queued meanwhile is his.
        assert json.loads(out)["busy"]
        assert {changed.pk, withdrawn.pk, renewed.pk} <= outbox.pending().keys()
    place.start_worker()
    place.settle("写索引的进程停住，期间又改、又撤，然后接着写")
    entries = {entry.id for entry in engine().dump()}
    assert withdrawn.pk not in entries
    assert renewed.pk in entries


def test_withdrawn_while_a_rebuild_has_them_already(place):
    items = some_items(9, seed=22)
    before, upsert = engine().status().index, STEPS[place.engine_name][1]
    with place.standing_still("search_rebuild", at=upsert, call=place.items * 6 // 10):
        # The rebuild may have read each of these, or not yet; the worker brings them into the old index.
        for item in items[:4]:
            item.unpublish()
        for item in items[4:7]:
            renamed(item, f"重建读过之后改的{item.pk}")
        ids = [item.pk for item in items[:4]] + [items[7].pk]
        items[7].delete()
        new = published(items[8], "重建期间发布的").pk
        place.settle("重建停在60%时，旧索引照常跟上")
        assert engine().status().index == before
    assert engine().status().index != before
    place.settle("重建期间撤下、删除、改名、发布，重建接着做完")
    entries = {entry.id for entry in engine().dump()}
    assert not set(ids) & entries
    assert new in entries
