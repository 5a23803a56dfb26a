"""What is rolled back, restored, replayed, or changed without the usual signals."""

import random

import pytest
from django.db import transaction

from accounts.models import Organisation
from catalog.importing.applying import SheetImport
from catalog.importing.rows import LessonRow, SheetFile
from catalog.models import CatalogPage, LessonPage, Theme
from search import indexing, outbox
from search.documents import documents
from search.engines import engine
from search.standing import Standing, standing
from tests.faults.editing import published, renamed, some_items


class Undone(Exception):
    """Something went wrong after the change."""


def undone(change) -> None:
    def change_and_fail() -> None:
        with transaction.atomic():
            change()
            raise Undone

    with pytest.raises(Undone):
        change_and_fail()


def test_a_save_that_is_rolled_back(place):
    changed = some_items(1, seed=11)[0]
    undone(lambda: renamed(changed, "没有发生的改名"))
    undone(lambda: published(changed, "没有发生的发布"))
    assert outbox.pending() == {}
    place.settle("保存之后事务回滚")
    assert changed.pk in {entry.id for entry in engine().dump()}


def test_a_deletion_that_is_rolled_back(place):
    kept = some_items(1, seed=12)[0]
    id = kept.pk  # deleting takes it from the object, whatever becomes of the row
    undone(kept.delete)
    place.settle("删除之后事务回滚")
    assert id in {entry.id for entry in engine().dump()}


def test_events_that_come_out_of_order_and_three_times(place):
    items = some_items(40, seed=13)
    old = list(documents([item.pk for item in items], outbox.versions()))
    with place.worker_paused():
        for item in items[:20]:
            renamed(item, f"乱序之后的{item.pk}")
        for item in items[20:30]:
            item.unpublish()
        ids = [item.pk for item in items]
        items[30].delete()
        seen = outbox.pending()
        indexing.drain()
        for turn in range(3):
            random.Random(turn).shuffle(ids)
            for start in range(0, len(ids), 7):
                outbox.enqueue(ids[start : start + 7])
                if turn % 2:
                    indexing.drain()
            outbox.acknowledge(seen)  # comes late, and covers nothing newer
        assert outbox.pending()
        if place.server:
            # Writes of before, which were on their way for all that time.
            with engine().writing() as writing:
                for document in old:
                    writing.upsert(document)
    place.settle("事件乱序、各重放三次")


def test_a_publication_told_after_the_withdrawal(place):
    with place.worker_paused():
        lesson = published(some_items(1, seed=14)[0], "发布又撤下")
        late = list(documents([lesson.pk], outbox.versions()))
        lesson.unpublish()
        indexing.drain()
        outbox.enqueue([lesson.pk])
        if place.server:
            with engine().writing() as writing:
                writing.upsert(late[0])
    place.settle("发布与撤下的先后颠倒")
    assert lesson.pk not in {entry.id for entry in engine().dump()}


def test_an_older_database_under_a_newer_index(place):
    changed, withdrawn, deleted = some_items(3, seed=15)
    ids = {changed.pk, withdrawn.pk, deleted.pk}
    place.stop_worker()
    indexing.drain()
    backup = place.database.copy(f"{place.prefix}_backup".replace("-", "_"), place.folder)
    for turn in range(4):
        renamed(changed, f"备份之后第{turn}次改名")
        indexing.drain()
    withdrawn.unpublish()
    deleted.delete()
    newer = [published(changed, f"备份之后发布的{number}").pk for number in range(3)]
    indexing.drain()
    place.database.become(backup)
    assert not CatalogPage.objects.filter(pk__in=newer).exists()
    assert standing() is Standing.FOREIGN
    # People work before anybody looks, and the numbers of the future are given out again.
    reused = published(CatalogPage.objects.get(pk=changed.pk), "恢复之后发布的").pk
    assert reused in newer
    code, _, err = place.run("search_drain")
    assert code == 1
    assert "恢复过备份" in err
    place.start_worker()
    place.settle("数据库恢复到旧备份，索引是新的")
    entries = {entry.id for entry in engine().dump()}
    assert {*ids, reused} <= entries
    assert not (set(newer) - {reused}) & entries


@pytest.mark.whole
def test_a_backup_from_the_middle_of_a_drain(place):
    changed, withdrawn = some_items(2, seed=18)
    place.stop_worker()
    renamed(changed, "备份时正在写进索引")
    place.run_until_killed("search_drain", at="search.indexing._acknowledge")
    backup = place.database.copy(f"{place.prefix}_midway".replace("-", "_"), place.folder)
    indexing.drain()
    renamed(changed, "备份之后改的")
    withdrawn.unpublish()
    indexing.drain()
    place.database.become(backup)
    assert standing() is Standing.FOREIGN
    place.start_worker()
    place.settle("数据库恢复到写索引与登记之间的那一刻")
    assert withdrawn.pk in {entry.id for entry in engine().dump()}


def test_an_update_without_signals(place):
    ids = [item.pk for item in some_items(200, seed=16)]
    CatalogPage.objects.filter(pk__in=ids[:100]).update(minutes=7)
    CatalogPage.objects.filter(pk__in=ids[100:]).update(live=False)
    LessonPage.objects.filter(pk__in=ids[:100]).update(full_text="<p>全换了。</p>")
    assert outbox.versions(ids).keys() == set(ids)
    place.settle("queryset.update()")


def test_a_bulk_import(place):
    county = Organisation.objects.get(code="410311")
    rows = [
        LessonRow(
            sheet="Sheet1",
            row=number + 2,
            number=str(number + 1),
            title=f"导入的第{number}课",
            authors=["沈一鸣"],
            organisation="洛龙区示例实验小学",
            grades=["P3"],
            theme="T0402",
            minutes=9,
            summary="先看一眼，再说话。",
            form="MICRO",
        )
        for number in range(60)
    ]
    before = LessonPage.objects.count()
    SheetImport(SheetFile(file="汇总表.xlsx", county="410311", year=2025, rows=rows), county=county).apply(
        publish=False
    )
    made = LessonPage.objects.filter(title__startswith="导入的第")
    assert LessonPage.objects.count() == before + 60
    for lesson in made[:30]:
        lesson.full_text = "<p>补上了正文。</p>"
        lesson.save_revision().publish()
    place.settle("批量导入汇总表")
    assert {lesson.pk for lesson in made[:30]} <= {entry.id for entry in engine().dump()}


def test_a_renamed_theme(place):
    theme = Theme.objects.exclude(parent=None).filter(themed_items__isnull=False).first()
    theme.name = f"{theme.name}（改名）"
    theme.save()
    place.settle("主题改名")
