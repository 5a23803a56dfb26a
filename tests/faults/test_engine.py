"""The engine is slow, silent, read-only, full or empty; one document of a thousand is bad."""

import ctypes
import json
import resource
import shutil
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest
from django.db import connection
from elasticsearch import Elasticsearch

from catalog.models import LessonPlanPage
from search import outbox
from search.engines import engine
from tests.faults.editing import published, renamed, some_items
from tests.faults.place import waited_for

# All questions of a page wait a second together (SEARCH_TIMEOUT); the database's answer and the page come on top.
PAGE_SECONDS = 4.0


def asked(client) -> tuple[float, bool]:
    """A visitor's question: how long the answer took, and whether the database gave it. Never an error, never empty."""
    started = time.monotonic()
    response = client.get("/search/", {"q": "接住孩子的话"})
    assert response.status_code == 200
    found = response.context["results"].found
    assert found.items
    return time.monotonic() - started, found.is_plain


@pytest.mark.parametrize("seconds", [0.5, pytest.param(2, marks=pytest.mark.whole), 10])
def test_a_slow_engine(on_elastic, place, client, seconds):
    asked(client)
    with place.proxy.slow(seconds):
        renamed(some_items(1, seed=3)[0], f"引擎慢{seconds}秒时改的")
        answers = [asked(client) for _ in range(4)]
        time.sleep(2)
    assert max(took for took, _ in answers) < PAGE_SECONDS
    assert all(plain for _, plain in answers) or seconds < 1
    place.settle(f"引擎每个回答慢{seconds}秒")


def test_a_black_hole(on_elastic, place, client):
    with place.proxy.black_hole():
        renamed(some_items(1, seed=4)[0], "网络吞掉一切时改的")
        answers = [asked(client) for _ in range(5)]
        time.sleep(2)
    assert all(plain for _, plain in answers)
    assert max(took for took, _ in answers) < PAGE_SECONDS
    assert answers[-1][0] < 1.0, "the breaker is open"
    place.settle("到引擎的网络只进不出")


def test_an_index_that_is_read_only(on_elastic, place, client):
    index, server = engine().status().index, Elasticsearch(place.server.address)
    server.indices.put_settings(index=index, settings={"index.blocks.write": True})
    nothing_is_taken(place, client, "索引只读时改的")
    server.indices.put_settings(index=index, settings={"index.blocks.write": None})
    place.settle("索引只读")


def test_a_disk_that_is_full_for_the_server(on_elastic, place, client):
    """The flood stage is the server's own: it blocks the index, and takes the block away when there is room again."""
    index, server = engine().status().index, Elasticsearch(place.server.address)

    def is_blocked() -> bool:
        told = server.indices.get_settings(index=index, name="index.blocks.read_only_allow_delete")
        return bool(told)

    with watermarks(server, free="1pb"):
        assert waited_for(is_blocked), "the server saw no full disk"
        nothing_is_taken(place, client, "磁盘满时改的")
        watch_disk(server, free="1kb")
        assert waited_for(lambda: not is_blocked()), "the server saw no room"
        place.settle("磁盘满，引擎自己把索引设成只读（flood stage）")


@contextmanager
def watermarks(server: Elasticsearch, *, free: str) -> Iterator[None]:
    """The server holds its disk for full while less than so much of it is free; afterwards it watches no more."""
    watch_disk(server, free=free)
    try:
        yield
    finally:
        server.cluster.put_settings(persistent={"cluster.routing.*": None, "cluster.info.*": None})


def watch_disk(server: Elasticsearch, *, free: str) -> None:
    disk = "cluster.routing.allocation.disk"
    marks = {f"{disk}.watermark.{mark}": free for mark in ("low", "high", "flood_stage")}
    told = {f"{disk}.threshold_enabled": True, "cluster.info.update.interval": "10s", **marks}
    server.cluster.put_settings(persistent=told)


def nothing_is_taken(place, client, title):
    """A change and a withdrawal wait; visitors are still answered by the engine; the command says what is wrong."""
    changed, withdrawn = some_items(2, seed=len(place.ended))
    renamed(changed, title)
    withdrawn.unpublish()
    time.sleep(3)
    assert {changed.pk, withdrawn.pk} <= outbox.pending().keys()
    assert not asked(client)[1]
    # The worker tries each second; while it does, the command leaves the writing to it and has nothing to say.
    with place.worker_paused():
        code, out, err = place.run("search_drain")
    assert (code, "Traceback" in err, "发件箱" in err) == (1, False, True), (out, err)


def test_a_disk_that_takes_nothing(place):
    if place.engine_name != "embedded":
        pytest.skip("the server watches its disk itself: see the flood stage")

    def no_file_may_grow() -> None:
        resource.setrlimit(resource.RLIMIT_FSIZE, (512, 512))

    with place.worker_paused():
        changed, withdrawn = some_items(2, seed=len(place.ended))
        renamed(changed, "磁盘满时改的")
        withdrawn.unpublish()
        code, _, _ = place.run("search_drain", preexec_fn=no_file_may_grow)
        assert code != 0
        assert {changed.pk, withdrawn.pk} <= outbox.pending().keys()
        assert engine().status().index
    place.settle("磁盘满（写不下一个字节）")


def test_a_folder_that_is_read_only(place, client):
    if place.engine_name != "embedded":
        pytest.skip("the server's folder: see the block of an index")

    def like_anybody() -> None:
        """Root, too, obeys the folder's mode (prctl, PR_CAPBSET_DROP of CAP_DAC_OVERRIDE)."""
        ctypes.CDLL(None).prctl(24, 1, 0, 0, 0)

    changed, withdrawn = some_items(2, seed=len(place.ended))
    place.stop_worker()
    with read_only(place.folder / "index"):
        renamed(changed, "索引目录只读时改的")
        withdrawn.unpublish()
        for command in ("search_drain", "search_rebuild"):
            code, _, err = place.run(command, preexec_fn=like_anybody)
            assert (code, "Traceback" in err, "没有应答" in err) == (1, False, True), err
        assert {changed.pk, withdrawn.pk} <= outbox.pending().keys()
        asked(client)
    place.start_worker()
    place.settle("索引目录只读")


@contextmanager
def read_only(folder: Path) -> Iterator[None]:
    """Nothing in the folder, and nothing of it, can be written."""
    modes = {path: path.stat().st_mode for path in (folder, *folder.rglob("*"))}
    for path, mode in modes.items():
        path.chmod(mode & 0o555)
    try:
        yield
    finally:
        for path, mode in modes.items():
            path.chmod(mode)


def test_one_bad_document_of_a_thousand(place):
    plans = LessonPlanPage.objects.live().order_by("pk")
    bad = plans.first()
    others = [item.pk for item in some_items(1000, seed=5) if item.pk != bad.pk][:999]
    steps = connection.ops.quote_name(LessonPlanPage._meta.db_table)
    with connection.cursor() as cursor:
        cursor.execute(f"SELECT steps FROM {steps} WHERE catalogpage_ptr_id = %s", [bad.pk])  # noqa: S608
        (before,) = cursor.fetchone()
        write = f"UPDATE {steps} SET steps = %s WHERE catalogpage_ptr_id = %s"  # noqa: S608
        with place.worker_paused():
            cursor.execute(write, [json.dumps([{"type": "step", "value": ["no block"]}]), bad.pk])
            outbox.enqueue([bad.pk, *others])
            code, out, err = place.run("search_drain")
            assert code == 0, err
            told = json.loads(out)
            assert (told["upserted"], told["failed"]) == (999, [bad.pk])
            assert set(outbox.pending()) == {bad.pk}
            assert outbox.pending()
            cursor.execute(write, [before if isinstance(before, str) else json.dumps(before), bad.pk])
            outbox.enqueue([bad.pk])
    place.settle("1000项里有1项坏的：999项入索引，1项报告")


def test_an_engine_that_is_empty_at_the_start(place, client):
    with place.worker_paused():
        if place.server:
            server = Elasticsearch(place.server.address)
            for name in server.indices.get(index=f"{place.prefix}-*", features="aliases"):
                server.indices.delete(index=name)
        else:
            for path in (place.folder / "index").iterdir():
                shutil.rmtree(path) if path.is_dir() else path.unlink()
        assert asked(client)[1]
        published(some_items(1, seed=6)[0], "引擎空着时发布的")
    place.settle("引擎启动时是空的")


@pytest.mark.whole
def test_a_restarted_engine(on_elastic, place, client):
    place.server.kill()
    renamed(some_items(1, seed=8)[0], "引擎停着时改的")
    assert asked(client)[1]
    place.server.again()
    place.settle("引擎被杀后重新启动")
