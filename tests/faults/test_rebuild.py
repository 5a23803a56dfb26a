"""A rebuild is killed at every step, and people go on working."""

import pytest

from search.engines import engine
from search.engines.base import EngineUnavailable
from tests.faults.editing import Writers, published, renamed, some_items

# (the engine's own class, what takes one document, what makes the swap happen)
STEPS = {
    "embedded": (
        "search.engines.embedded.EmbeddedEngine",
        "search.engines.generations.Writing.upsert",
        "search.engines.embedded.write_durably",
    ),
    "elastic": (
        "search.engines.elastic.ElasticEngine",
        "search.engines.elastic_bulk.Bulk.upsert",
        "elasticsearch._sync.client.indices.IndicesClient.update_aliases",
    ),
}


def people_work(place) -> None:
    """A change, a withdrawal and a new item that the killed one may or may not have seen."""
    changed, withdrawn = some_items(2, seed=len(place.ended))
    renamed(changed, f"改过的{len(place.ended)}")
    withdrawn.unpublish()
    published(changed, f"新发布的{len(place.ended)}")


def only_whole(*values):
    return [pytest.param(value, marks=pytest.mark.whole) for value in values]


@pytest.mark.parametrize("share", [50, *only_whole(10, 90)])
def test_a_rebuilder_killed_while_it_fills_changes_nothing(place, share):
    before, upsert = engine().status().index, STEPS[place.engine_name][1]
    with place.worker_paused():
        people_work(place)
        place.run_until_killed("search_rebuild", at=upsert, call=place.items * share // 100)
        people_work(place)
        assert engine().status().index == before
        left = engine().sweep()
    assert len(left) == 1
    place.settle(f"重建到{share}%时重建进程被 kill -9")


@pytest.mark.parametrize("moment", ["during", "after", *only_whole("before", "acknowledged")])
def test_a_rebuilder_killed_around_the_swap_loses_nothing(place, moment):
    of_class, _, swap = STEPS[place.engine_name]
    before = engine().status().index
    at, when, name = {
        "before": (f"{of_class}.point_to", "before", "换上新索引之前"),
        "during": (swap, "after", "换上新索引的那一刻"),
        "after": ("search.indexing._acknowledge", "before", "换上之后、登记之前"),
        "acknowledged": ("search.indexing._acknowledge", "after", "登记之后"),
    }[moment]
    with place.worker_paused():
        people_work(place)
        place.run_until_killed("search_rebuild", at=at, when=when)
        people_work(place)
        assert (engine().status().index == before) == (moment == "before")
    place.settle(f"重建进程在{name}被 kill -9")


def test_eight_people_write_during_a_rebuild(place, whole):
    before = engine().status().index
    writers = Writers(8, seconds=60 if whole else 8)
    writers.start()
    code, _, err = place.run("search_rebuild")
    writers.join()
    assert writers.errors == []
    assert writers.done > 8
    assert code == 0, err
    assert engine().status().index != before
    place.settle("重建期间8人同时写" + ("（60秒）" if whole else ""))


def test_going_back_to_the_kept_index(place):
    code, _, err = place.run("search_rebuild")
    assert code == 0, err
    people_work(place)
    code, out, err = place.run("search_rollback")
    assert code == 0, err
    assert "已退回" in out
    place.settle("退回上一个索引（search_rollback）")


@pytest.mark.parametrize("share", [50, *only_whole(10, 90)])
def test_an_engine_killed_during_a_rebuild(on_elastic, place, share):
    before = engine().status().index
    code, _, err = place.run_until_killed(
        "search_rebuild", at=STEPS["elastic"][1], call=place.items * share // 100, victim=place.server.group
    )
    assert code == 1
    assert "检索引擎没有应答，仍用旧索引" in err
    assert "Traceback" not in err
    people_work(place)
    place.server.again()
    wait_for_an_answer()
    assert engine().status().index == before
    place.settle(f"重建到{share}%时引擎被 kill -9")
    assert len(engine().sweep()) <= 1


def wait_for_an_answer() -> None:
    """The breaker of this process knows of the death, too."""
    from tests.faults.place import waited_for

    def answers() -> bool:
        try:
            return bool(engine().status().index and engine().generations())
        except EngineUnavailable:
            return False

    assert waited_for(answers)
