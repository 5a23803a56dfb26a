"""What editors and programs do to the catalogue, as the application itself does it."""

import random
import threading
import time
from typing import Any

from django.db import connections

from catalog.models import CatalogPage, LessonPage

RARELY = 0.15


def some_items(count: int, *, seed: int = 1) -> list[Any]:
    """Public items of their own kinds, another choice for each seed."""
    ids = list(CatalogPage.objects.public_items().order_by("pk").values_list("pk", flat=True))
    chosen = random.Random(seed).sample(ids, count)
    return list(CatalogPage.objects.filter(pk__in=chosen).order_by("pk").specific())


def renamed(item: Any, title: str) -> None:
    """Saves an item under another title."""
    item.title = title
    item.save()


def published(beside: CatalogPage, title: str) -> LessonPage:
    """A new lesson, published as an editor does it."""
    lesson = LessonPage(title=title, full_text="<p>先看一眼，再说话。</p>")
    beside.get_parent().add_child(instance=lesson)
    lesson.save_revision().publish()
    return lesson


class Writers:
    """People who save, withdraw, publish, create and delete all at once, each on items of their own."""

    def __init__(self, count: int, *, seconds: float) -> None:
        self._items = some_items(count * 12, seed=7)
        self._end = time.monotonic() + seconds
        self.done, self.errors = 0, []
        self._lock = threading.Lock()
        self._threads = [
            threading.Thread(target=self._work, args=(number, self._items[number * 12 : number * 12 + 12]))
            for number in range(count)
        ]

    def start(self) -> None:
        for thread in self._threads:
            thread.start()

    def join(self) -> None:
        for thread in self._threads:
            thread.join()

    def _work(self, number: int, items: list[CatalogPage]) -> None:
        chance = random.Random(number)
        try:
            while time.monotonic() < self._end:
                self._one_change(chance, items, number)
                with self._lock:
                    self.done += 1
        except Exception as error:
            self.errors.append(error)
        finally:
            connections.close_all()

    def _one_change(self, chance: random.Random, items: list[CatalogPage], number: int) -> None:
        item = CatalogPage.objects.get(pk=chance.choice(items).pk).specific
        if chance.random() < RARELY and number == 0:
            # Siblings come and go: treebeard wants one at a time, so one of the writers does it.
            made = published(item, f"期间新建{chance.random()}")
            if chance.random() < 0.5:
                made.delete()
        elif not item.live:
            item.save_revision().publish()
        elif chance.random() < 0.4:
            item.unpublish()
        elif chance.random() < 0.5:
            CatalogPage.objects.filter(pk=item.pk).update(minutes=chance.randint(1, 60))
        else:
            renamed(item, f"期间改名{chance.random()}")
