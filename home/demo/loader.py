"""Turns the readable files of this folder into catalogue items.

Decided here: an item's short id follows from its key, so that loading again finds what is there and leaves
it alone (an editor may have changed it); everything carries the keyword 示例; links between items are made
after all items exist. Not here: users (the command), the index (it is rebuilt once afterwards) and how a
lesson gets its film (screenings).
"""

import hashlib
import tomllib
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import Any

from django.db import transaction
from django.utils.html import format_html_join
from django.utils.safestring import mark_safe
from taggit.models import Tag

from accounts.models import Organisation, school_ensure
from catalog.models import (
    Activity,
    CatalogPage,
    CollectionEntry,
    CollectionPage,
    Grade,
    ItemAuthor,
    ItemLink,
    KindIndexPage,
    LessonPage,
    LessonPlanPage,
    Offering,
    ResourceUnitPage,
    RouteStop,
    StudyRoutePage,
    Theme,
    UnitTitle,
)
from catalog.models.base import SHORT_ID_ALPHABET, SHORT_ID_LENGTH
from catalog.places import kind_index
from catalog.publication.records import item_add_published
from home.demo.screenings import videos_ensure
from home.demo.steps import on_its_way

FOLDER = Path(__file__).resolve().parent
Entry = dict[str, Any]


def entries(kind: str, folder: Path = FOLDER) -> Iterator[Entry]:
    """All entries of one kind (lesson, plan, unit, route, collection) in the order of the files' names."""
    places = [folder / f"{kind}s.toml", *sorted((folder / f"{kind}s").glob("*.toml"))]
    for path in places:
        if path.exists():
            yield from tomllib.loads(path.read_text(encoding="utf-8"))[kind]


def waiting_entries(folder: Path = FOLDER) -> list[Entry]:
    """The lessons that are not public yet."""
    path = folder / "waiting.toml"
    return tomllib.loads(path.read_text(encoding="utf-8"))["lesson"] if path.exists() else []


def short_id_of(key: str) -> str:
    """The permanent short id of a demonstration item."""
    number = int.from_bytes(hashlib.blake2b(key.encode(), digest_size=8).digest(), "big")
    letters = []
    for _ in range(SHORT_ID_LENGTH):
        number, place = divmod(number, len(SHORT_ID_ALPHABET))
        letters.append(SHORT_ID_ALPHABET[place])
    return "".join(letters)


class DemoLoader:
    """Creates what is missing, kind by kind; `created` counts."""

    def __init__(self, folder: Path = FOLDER) -> None:
        self.folder = folder
        self.created = 0
        self._grades = {grade.code: grade for grade in Grade.objects.all()}
        self._themes = {theme.code: theme for theme in Theme.objects.all()}
        self._counties = {county.code: county for county in Organisation.objects.counties()}
        self._sample = Tag.objects.get_or_create(name="示例", defaults={"slug": "示例"})[0]
        self._tags = {tag.name: tag for tag in Tag.objects.all()}
        self._places: dict[tuple[str, str], KindIndexPage] = {}
        self._known = dict(CatalogPage.objects.values_list("short_id", "pk"))

    def load(self) -> int:
        """Loads everything and returns how many items were created."""
        for entry in self._missing("unit"):
            self._publish(entry, self._unit(entry))
        for entry in self._missing("lesson"):
            self._publish(entry, self._lesson(entry))
        for entry in self._missing("plan"):
            self._publish(entry, self._plan(entry))
        for entry in self._missing("route"):
            self._publish(entry, self._route(entry))
        for entry in self._missing("collection"):
            self._publish(entry, self._collection(entry))
        for entry in self._new(waiting_entries(self.folder)):
            on_its_way(self._draft(entry, self._lesson(entry)), entry)
        lessons = {entry["key"]: self._pk(entry["key"]) for entry in entries("lesson", self.folder)}
        videos_ensure(lessons=lessons, folder=self.folder / "videos")
        return self.created

    def _missing(self, kind: str) -> Iterator[Entry]:
        return self._new(entries(kind, self.folder))

    def _new(self, all_entries: Iterable[Entry]) -> Iterator[Entry]:
        for entry in all_entries:
            if short_id_of(entry["key"]) not in self._known:
                yield entry

    def _pk(self, key: str) -> int:
        """The page of another entry; an unknown key is a fault in the files and raises KeyError."""
        return self._known[short_id_of(key)]

    def _shared(self, entry: Entry) -> dict[str, Any]:
        return {
            "title": entry["title"],
            "short_id": short_id_of(entry["key"]),
            "summary": entry["summary"],
            "audience": entry.get("audience", []),
            "minutes": entry.get("minutes"),
            "year": entry["year"],
            "recommended_level": entry.get("level", ""),
            # The texts of this folder were written by a machine; pages say so, as they do for anybody's.
            "ai_parts": ["TEXT"],
        }

    @transaction.atomic
    def _publish(self, entry: Entry, page: Any) -> None:
        item_add_published(item=page, under=self._place(entry, page), reason="示例导入")
        self._count(page)

    @transaction.atomic
    def _draft(self, entry: Entry, page: Any) -> Any:
        page.live = False
        self._place(entry, page).add_child(instance=page)
        page.save_revision()
        self._count(page)
        return page

    def _place(self, entry: Entry, page: Any) -> Any:
        """Tells the page what all kinds of entries say, and returns where it belongs."""
        county = self._counties[entry["county"]]
        if "school" in entry:
            page.source_organisation = school_ensure(name=entry["school"], county=county)
        page.grades.add(*(self._grades[code] for code in entry["grades"]))
        page.themes.add(*(self._themes[code] for code in entry["themes"]))
        page.keywords.add(*map(self._tag, entry["keywords"]), self._sample)
        page.authors = [
            ItemAuthor(name=name, sort_order=i) for i, name in enumerate(entry.get("authors", []))
        ]
        page.links_from_here = [
            ItemLink(target_id=self._pk(key), sort_order=i) for i, key in enumerate(entry.get("lessons", []))
        ]
        return self._kind_index(county, page.item_kind)

    def _kind_index(self, county: Organisation, kind: str) -> KindIndexPage:
        if (county.code, kind) not in self._places:
            self._places[county.code, kind] = kind_index(county, kind)
        return self._places[county.code, kind]

    def _tag(self, word: str) -> Tag:
        if word not in self._tags:
            self._tags[word] = Tag.objects.create(name=word)
        return self._tags[word]

    def _count(self, page: Any) -> None:
        self._known[page.short_id] = page.pk
        self.created += 1

    def _lesson(self, entry: Entry) -> LessonPage:
        return LessonPage(
            **self._shared(entry),
            form=entry["form"],
            course_type=entry["course_type"],
            full_text=_paragraphs(entry["text"]),
            key_points=_sentences(entry["points"]),
            at_home=_sentences(entry["tonight"]),
            questions=_sentences(entry["questions"]),
        )

    def _plan(self, entry: Entry) -> LessonPlanPage:
        return LessonPlanPage(
            **self._shared(entry),
            plan_model=entry["model"],
            goals=_sentences(entry["goals"]),
            preparation=entry["preparation"],
            steps=[{"type": "step", "value": step} for step in entry["step"]],
            after=entry["after"],
        )

    def _unit(self, entry: Entry) -> ResourceUnitPage:
        page = ResourceUnitPage(
            **self._shared(entry),
            unit_type=entry["unit_type"],
            department=entry["department"],
            address=entry["address"],
            longitude=entry.get("lon"),
            latitude=entry.get("lat"),
            opening=entry["opening"],
            hours=[
                {"type": "week", "value": {**week, "days": week["days"].split()}}
                for week in entry.get("hours", [])
            ],
            booking=entry["booking"],
            description=_paragraphs(entry["text"]),
        )
        page.titles_held.set(
            [UnitTitle(sort_order=i, **held) for i, held in enumerate(entry.get("holds", []))]
        )
        page.offerings.set(
            [
                Offering(
                    sort_order=i,
                    kind=offering["kind"],
                    name=offering["name"],
                    for_whom=offering.get("audience", ""),
                    capacity=offering.get("capacity"),
                    price=offering["price"],
                    conditions=offering.get("conditions", []),
                    booking=offering.get("booking", ""),
                )
                for i, offering in enumerate(entry.get("offering", []))
            ]
        )
        page.activities.set(
            [Activity(sort_order=i, **activity) for i, activity in enumerate(entry.get("activity", []))]
        )
        return page

    def _route(self, entry: Entry) -> StudyRoutePage:
        page = StudyRoutePage(
            **self._shared(entry),
            route_themes=entry["route_themes"],
            days=entry["days"],
            seasons=entry["seasons"],
            description=_paragraphs(entry["text"]),
            before=entry["before"],
            during=entry["during"],
            afterwards=entry["after"],
            organiser=entry["organiser"],
            cost=entry["cost"],
            insurance=entry["insurance"],
            safety=entry["safety"],
        )
        page.stops.set(
            [
                RouteStop(
                    sort_order=i,
                    unit_id=self._pk(stop["unit"]) if stop.get("unit") else None,
                    name=stop["name"],
                    arrive=stop.get("arrive") or None,
                    minutes=stop.get("minutes"),
                    task=stop.get("task", ""),
                    note=stop.get("note", ""),
                    transfer=stop.get("transfer", ""),
                    longitude=stop.get("lon"),
                    latitude=stop.get("lat"),
                )
                for i, stop in enumerate(entry["stop"])
            ]
        )
        return page

    def _collection(self, entry: Entry) -> CollectionPage:
        page = CollectionPage(**self._shared(entry), occasion=entry["occasion"], words=entry["words"])
        page.entries.set(
            [
                CollectionEntry(sort_order=i, item_id=self._pk(item["item"]), note=item.get("note", ""))
                for i, item in enumerate(entry["item"])
            ]
        )
        return page


def _sentences(sentences: list[str]) -> list[dict[str, str]]:
    return [{"type": "sentence", "value": sentence} for sentence in sentences]


def _paragraphs(text: str) -> str:
    """Blank lines part paragraphs; a line break inside one stays (dialogues, notes, lists)."""
    blocks = [block.split("\n") for block in text.strip().split("\n\n") if block.strip()]
    return format_html_join(
        "",
        "<p>{}</p>",
        ((format_html_join(mark_safe("<br/>"), "{}", ((line,) for line in lines)),) for lines in blocks),
    )
