"""Fills an empty database with N invented items, for measuring only.

    VAR_DIR=/tmp/bench python benchmarks/make_catalogue.py 100000

Decided here: rows are written table by table in bulk, with the tree paths that treebeard would give, since
saving 100,000 pages one by one takes hours; the mix of kinds, themes and counties is fixed, so that two runs
measure the same. Refuses a database that already holds items: measured rows never mix with real or
demonstration ones. Not here: the search index (search has its own benchmark).
"""

import argparse
import os
import random
import sys
from collections import Counter, defaultdict
from collections.abc import Iterator
from datetime import timedelta
from pathlib import Path
from typing import Any

import django

BATCH = 2000
KINDS = ["lesson"] * 60 + ["plan"] * 15 + ["unit"] * 15 + ["route"] * 8 + ["collection"] * 2
TEXT = "<p>" + "先看一眼孩子的脸，再说作业的事。说得慢一点，停一停，等他把话说完。" * 30 + "</p>"
SUMMARY = "写给放学后头十分钟的家长：三句话怎么说，哪一句先不说，今晚可以试什么。"


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("items", type=int)
    count = parser.parse_args().items
    if "VAR_DIR" not in os.environ and "DATABASE_URL" not in os.environ:
        parser.error("name a database of its own: VAR_DIR=/tmp/bench (or DATABASE_URL)")
    start_django()
    from django.core.management import call_command

    call_command("migrate", verbosity=0, interactive=False)
    fill(count)


def start_django() -> None:
    """The project's settings, also when this file is run from elsewhere."""
    sys.path.insert(0, str(Path(__file__).resolve().parent.parent))
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "config.settings.dev")
    django.setup()


def fill(count: int) -> None:
    """Writes the items; SystemExit when the database already has some."""
    from django.core.management import call_command

    from accounts.models import Organisation
    from catalog.models import CatalogPage
    from catalog.places import city_rights_ensure, county_page_ensure

    if CatalogPage.objects.exists():
        raise SystemExit("This database already holds items; measure in an empty one.")
    call_command("load_organisations", verbosity=0)
    call_command("load_vocabulary", verbosity=0)
    for county in Organisation.objects.counties():
        county_page_ensure(county=county)
    city_rights_ensure(city=Organisation.objects.get(kind=Organisation.Kind.CITY))
    Writer(count).write()
    _analyse()


def _analyse() -> None:
    """The planner's statistics, which a database that lives gets by itself."""
    from django.db import connection

    with connection.cursor() as cursor:
        cursor.execute("ANALYZE")


class Writer:
    """Rows of all tables, kind by kind, from one seed."""

    def __init__(self, count: int) -> None:
        from django.contrib.contenttypes.models import ContentType
        from django.utils import timezone
        from taggit.models import Tag
        from wagtail.models import Page

        from catalog.models import CatalogPage, Grade, KindIndexPage, Theme

        self.count = count
        self.random = random.Random(20260315)  # noqa: S311 - the same items in every run
        self.now = timezone.now()
        self.models = {model.item_kind.value: model for model in CatalogPage.__subclasses__()}
        self.content_types = {kind: ContentType.objects.get_for_model(m) for kind, m in self.models.items()}
        self.places: dict[str, list[Any]] = defaultdict(list)
        for place in KindIndexPage.objects.select_related("locale"):
            self.places[place.kind].append(place)
        self.county_of = {
            p.pk: p.get_parent().specific.organisation_id for k in self.places.values() for p in k
        }
        self.grades = list(Grade.objects.filter(parent__isnull=False).values_list("pk", flat=True))
        self.themes = list(Theme.objects.filter(parent__isnull=False).values_list("pk", flat=True))
        self.keyword = Tag.objects.get_or_create(name="基准", defaults={"slug": "基准"})[0].pk
        self.next_pk = (Page.objects.order_by("-pk").values_list("pk", flat=True).first() or 0) + 1
        self.children: Counter[int] = Counter()
        self.made: dict[str, list[int]] = defaultdict(list)

    def write(self) -> None:
        from django.db import transaction
        from wagtail.models import Page

        numbers = list(range(self.count))
        for kind in ["unit", "lesson", "plan", "route", "collection"]:
            wanted = [n for n in numbers if KINDS[n % len(KINDS)] == kind]
            for start in range(0, len(wanted), BATCH):
                with transaction.atomic():
                    self._batch(kind, wanted[start : start + BATCH])
        for pk, children in self.children.items():
            Page.objects.filter(pk=pk).update(numchild=children)

    def _batch(self, kind: str, numbers: list[int]) -> None:
        from wagtail.models import Page

        from catalog.models import CatalogPage, ItemAuthor, ItemLink
        from catalog.models.vocabulary import GradedItem, KeywordedItem, ThemedItem

        model = self.models[kind]
        items = [self._item(kind, model, n) for n in numbers]
        for table in (Page, CatalogPage, model):
            _insert(table, items)
        for item in items:
            self.made[kind].append(item.pk)
        GradedItem.objects.bulk_create(
            GradedItem(tag_id=tag, content_object_id=item.pk)
            for item in items
            for tag in self.random.sample(self.grades, 2)
        )
        ThemedItem.objects.bulk_create(
            ThemedItem(tag_id=tag, content_object_id=item.pk)
            for item in items
            for tag in self.random.sample(self.themes, self.random.choice([1, 2]))
        )
        KeywordedItem.objects.bulk_create(
            KeywordedItem(tag_id=self.keyword, content_object_id=item.pk) for item in items
        )
        ItemAuthor.objects.bulk_create(ItemAuthor(page_id=item.pk, name="示例老师") for item in items)
        if kind == "plan":
            ItemLink.objects.bulk_create(
                ItemLink(source_id=item.pk, target_id=target)
                for item in items
                for target in self.random.sample(self.made["lesson"], min(2, len(self.made["lesson"])))
            )
        self._parts(kind, items)

    def _item(self, kind: str, model: type[Any], number: int) -> Any:
        from wagtail.models import Page

        place = self.places[kind][number % len(self.places[kind])]
        self.children[place.pk] += 1
        published = self.now - timedelta(minutes=self.count - number)
        title = f"基准第{number}项：先接住孩子的话"
        item = model(
            id=self.next_pk,
            page_ptr_id=self.next_pk,
            catalogpage_ptr_id=self.next_pk,
            title=title,
            draft_title=title,
            path=Page._get_path(place.path, place.depth + 1, self.children[place.pk]),
            depth=place.depth + 1,
            content_type=self.content_types[kind],
            live=True,
            first_published_at=published,
            last_published_at=published,
            latest_revision_created_at=published,
            locale_id=place.locale_id,
            kind=kind,
            county_id=self.county_of[place.pk],
            summary=SUMMARY,
            minutes=8 + number % 40,
            year=2022 + number % 5,
            recommended_level=["", "COUNTY", "CITY"][number % 3],
            audience=["PARENT"],
            **self._own_fields(kind, number),
        )
        item.slug = item.short_id
        item.url_path = f"{place.url_path}{item.slug}/"
        self.next_pk += 1
        return item

    def _own_fields(self, kind: str, number: int) -> dict[str, Any]:
        if kind == "lesson":
            sentences = [{"type": "sentence", "value": "先说看见了什么，再说担心什么。"}] * 3
            form = ["CASE", "MICRO", "LECT"][number % 3]
            return {"form": form, "full_text": TEXT, "key_points": sentences, "at_home": sentences}
        if kind == "plan":
            step = {"name": "视频导课", "minutes": 8, "teacher": "放一段视频，问一句。", "parents": "两人一组说。", "material": ""}  # fmt: skip
            return {"plan_model": "FIVE", "steps": [{"type": "step", "value": step}] * 5}
        if kind == "unit":
            return {"unit_type": "U01", "address": "示例路1号", "opening": "09:00–17:00", "description": TEXT}
        return {"description": TEXT} if kind == "route" else {"words": "编辑的话。"}

    def _parts(self, kind: str, items: list[Any]) -> None:
        from catalog.models import Activity, CollectionEntry, Offering, RouteStop

        if kind == "unit":
            Offering.objects.bulk_create(
                Offering(page_id=item.pk, kind="R01", name=f"讲解{n}", price="免费", sort_order=n)
                for item in items
                for n in range(3)
            )
            Activity.objects.bulk_create(
                Activity(page_id=item.pk, kind="B01", title=f"活动{n}", date=self.now.date() + timedelta(days=n * 7), sort_order=n)
                for item in items
                for n in range(4)
            )  # fmt: skip
        if kind == "route":
            RouteStop.objects.bulk_create(
                RouteStop(page_id=item.pk, unit_id=unit, name=f"第{n}站", sort_order=n)
                for item in items
                for n, unit in enumerate(self.random.sample(self.made["unit"], 5))
            )
        if kind == "collection":
            CollectionEntry.objects.bulk_create(
                CollectionEntry(page_id=item.pk, item_id=target, sort_order=n)
                for item in items
                for n, target in enumerate(self.random.sample(self.made["lesson"], 8))
            )


def _insert(table: type[Any], items: list[Any]) -> None:
    """Writes the columns that this table itself has. `bulk_create` refuses tables with a parent table; their
    primary keys are set here, which is all that it needs them for."""
    rows = table._base_manager.all()
    for batch in _batches(items, 200):
        rows._insert(batch, fields=table._meta.local_concrete_fields, using=rows.db, raw=True)


def _batches(items: list[Any], size: int) -> Iterator[list[Any]]:
    for start in range(0, len(items), size):
        yield items[start : start + size]


if __name__ == "__main__":
    main()
