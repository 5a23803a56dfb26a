"""Makes catalogue items the way an editor would: under their county's index, saved and published."""

import itertools
from typing import Any

from accounts.models import Organisation, school_ensure
from catalog.models import (
    CatalogPage,
    CollectionEntry,
    CollectionPage,
    Grade,
    ItemAuthor,
    ItemLink,
    LessonPage,
    LessonPlanPage,
    ResourceUnitPage,
    RouteStop,
    StudyRoutePage,
    Theme,
)
from catalog.places import kind_index


class ItemFactory:
    def __init__(self) -> None:
        self._numbers = itertools.count(1)

    def lesson(self, **fields: Any) -> LessonPage:
        return self._make(LessonPage, {"full_text": "<p>先看一眼，再说话。</p>", **fields})

    def plan(self, **fields: Any) -> LessonPlanPage:
        return self._make(LessonPlanPage, fields)

    def unit(self, **fields: Any) -> ResourceUnitPage:
        return self._make(ResourceUnitPage, {"unit_type": "U01", **fields})

    def route(self, *, stops: tuple[Any, ...] = (), **fields: Any) -> StudyRoutePage:
        children = {"stops": [RouteStop(name=unit.title, unit=unit) for unit in stops]}
        return self._make(StudyRoutePage, {**fields, **children})

    def collection(self, *, holds: tuple[Any, ...] = (), **fields: Any) -> CollectionPage:
        children = {"entries": [CollectionEntry(item_id=item.pk) for item in holds]}
        return self._make(CollectionPage, {**fields, **children})

    def _make(
        self,
        model: type[Any],
        fields: dict[str, Any],
    ) -> Any:
        county = Organisation.objects.get(code=fields.pop("county", "410311"))
        live = fields.pop("live", True)
        links = fields.pop("links", [])
        authors = fields.pop("authors", [])
        tags = {
            "themes": Theme.objects.filter(code__in=fields.pop("themes", [])),
            "grades": Grade.objects.filter(code__in=fields.pop("grades", [])),
        }
        keywords = fields.pop("keywords", [])
        school = fields.pop("school", None)
        number = next(self._numbers)
        page: CatalogPage = model(**{"title": f"第{number}项", "live": live, **fields})
        page.themes.add(*tags["themes"])
        page.grades.add(*tags["grades"])
        page.keywords.add(*keywords)
        page.authors = [ItemAuthor(name=name, sort_order=i) for i, name in enumerate(authors)]
        page.links_from_here = [ItemLink(target_id=item.pk) for item in links]
        if school:
            page.source_organisation = school_ensure(name=school, county=county)
        kind_index(county, model.item_kind).add_child(instance=page)
        revision = page.save_revision()
        if live:
            revision.publish()
            page.refresh_from_db()
        return page
