"""Items in the words of schema.org, for JSON-LD in the page's head.

Decided here: the mapping (the table in context.md §4, column schema.org). Everything is given: no query, no
request; what an item does not say is left out. Coordinates are told only where they are WGS 84, which is what
schema.org means; the others differ by hundreds of metres. Not here: addresses (the caller makes them absolute)
and how it is put into a page (home.head).
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from typing import Any

from catalog.models.choices import (
    Audience,
    CoordinateSystem,
    ItemKind,
    Licence,
    UnitType,
    Weekday,
    labels_of,
)
from catalog.opening import Hours

CONTEXT = "https://schema.org"
LICENCE_ADDRESSES = {
    Licence.CC_BY: "https://creativecommons.org/licenses/by/4.0/",
    Licence.CC_BY_NC: "https://creativecommons.org/licenses/by-nc/4.0/",
}
UNIT_TYPES = {
    UnitType.MUSEUM: "Museum",
    UnitType.MEMORIAL: "Museum",
    UnitType.SCIENCE: "Museum",
    UnitType.ART: "Museum",
    UnitType.LIBRARY: "Library",
}
MOST_EVENTS = 10

Data = dict[str, Any]


@dataclass(frozen=True)
class Surroundings:
    """What an item's page knows besides the item: addresses, absolute, and rows that were read for it."""

    address: str
    permanent_address: str
    picture: str = ""
    video: str = ""
    captions: str = ""
    authors: list[str] = field(default_factory=list)
    stops: Iterable[Any] = ()
    activities: Iterable[Any] = ()
    entries: Iterable[tuple[str, str]] = ()  # title, absolute address


def item_data(item: Any, around: Surroundings) -> Data:
    """The item as its kind is mapped."""
    make = {
        ItemKind.LESSON: _lesson,
        ItemKind.PLAN: _plan,
        ItemKind.ROUTE: _route,
        ItemKind.UNIT: _unit,
        ItemKind.COLLECTION: _collection,
    }[ItemKind(item.kind)]
    return _said({"@context": CONTEXT, **make(item, around)})


def breadcrumbs(steps: Iterable[tuple[str, str]]) -> Data:
    """Where a page lies: (name, absolute address) from the front page down."""
    return {
        "@context": CONTEXT,
        "@type": "BreadcrumbList",
        "itemListElement": [
            {"@type": "ListItem", "position": place, "name": name, "item": address}
            for place, (name, address) in enumerate(steps, start=1)
        ],
    }


def website(*, name: str, address: str, search: str, publisher: str = "") -> Data:
    """The site itself; `search` is the absolute address that takes the words as `q`."""
    return _said(
        {
            "@context": CONTEXT,
            "@type": "WebSite",
            "name": name,
            "url": address,
            "inLanguage": "zh",
            "publisher": _organisation(publisher),
            "potentialAction": {
                "@type": "SearchAction",
                "target": {"@type": "EntryPoint", "urlTemplate": f"{search}?q={{words}}"},
                "query-input": "required name=words",
            },
        }
    )


def _lesson(item: Any, around: Surroundings) -> Data:
    if not (around.video or item.player_url):
        return {"@type": "LearningResource", **_learning(item, around)}
    seconds = item.video.duration_seconds if around.video else None
    return {
        "@type": ["VideoObject", "LearningResource"],
        **_learning(item, around),
        "uploadDate": _moment(item.first_published_at),
        "thumbnailUrl": around.picture,
        "contentUrl": around.video,
        "embedUrl": "" if around.video else item.player_url,
        "encodingFormat": item.video.mime if around.video else "",
        "contentSize": str(item.video.bytes) if around.video and item.video.bytes else "",
        "duration": f"PT{seconds}S" if seconds else _minutes(item),
        "caption": {"@type": "MediaObject", "contentUrl": around.captions, "encodingFormat": "text/vtt"}
        if around.captions
        else None,
    }


def _plan(item: Any, around: Surroundings) -> Data:
    goals = [str(goal.value) for goal in item.goals]
    return {"@type": "LearningResource", **_learning(item, around), "teaches": goals}


def _collection(item: Any, around: Surroundings) -> Data:
    entries = [
        {"@type": "ListItem", "position": place, "name": name, "url": address}
        for place, (name, address) in enumerate(around.entries, start=1)
    ]
    listed = {"@type": "ItemList", "numberOfItems": len(entries), "itemListElement": entries}
    return {"@type": "Collection", **_learning(item, around), "mainEntity": listed if entries else None}


def _route(item: Any, around: Surroundings) -> Data:
    stops = [
        {
            "@type": "ListItem",
            "position": place,
            "item": _said({"@type": "Place", "name": stop.name, "geo": _coordinates(stop)}),
        }
        for place, stop in enumerate(around.stops, start=1)
    ]
    listed = {"@type": "ItemList", "numberOfItems": len(stops), "itemListElement": stops}
    return {
        "@type": "TouristTrip",
        **_thing(item, around),
        "touristType": item.grade_names,
        "itinerary": listed if stops else None,
        "provider": _organisation(item.organiser),
    }


def _unit(item: Any, around: Surroundings) -> Data:
    return {
        "@type": UNIT_TYPES.get(item.unit_type, "Place"),
        **_thing(item, around),
        "address": item.address,
        "geo": _coordinates(item),
        "openingHoursSpecification": [_hours(hours) for hours in item.week],
        "containedInPlace": _county(item),
        "event": [_event(activity, item, around) for activity in list(around.activities)[:MOST_EVENTS]],
    }


def _hours(hours: Hours) -> Data:
    return {
        "@type": "OpeningHoursSpecification",
        "dayOfWeek": [Weekday(day).name.capitalize() for day in hours.days],
        "opens": f"{hours.opens:%H:%M}",
        "closes": f"{hours.closes:%H:%M}",
    }


def _event(activity: Any, unit: Any, around: Surroundings) -> Data:
    return _said(
        {
            "@type": "EducationEvent",
            "name": activity.title,
            "startDate": activity.date.isoformat(),
            "description": activity.note,
            "location": _said({"@type": "Place", "name": unit.title, "address": unit.address}),
            "organizer": {"@type": "Organization", "name": unit.title, "url": around.address},
        }
    )


def _thing(item: Any, around: Surroundings) -> Data:
    """What everything has a name for."""
    return {
        "@id": around.permanent_address,
        "identifier": item.short_id,
        "name": item.title,
        "description": item.summary,
        "url": around.address,
        "image": around.picture,
    }


def _learning(item: Any, around: Surroundings) -> Data:
    """What every creative work for learning says."""
    themes = item.theme_terms
    return {
        **_thing(item, around),
        "inLanguage": item.language,
        "learningResourceType": item.kind_label,
        "keywords": [theme.name for theme in themes],
        "about": [
            {
                "@type": "DefinedTerm",
                "termCode": theme.code,
                "name": theme.name,
                "inDefinedTermSet": "家庭教育主题",
            }
            for theme in themes
        ],
        "educationalLevel": item.grade_names,
        "audience": [
            {"@type": "EducationalAudience", "educationalRole": label}
            for label in labels_of(Audience, item.audience)
        ],
        "timeRequired": _minutes(item),
        "author": [{"@type": "Person", "name": name} for name in around.authors],
        "sourceOrganization": _organisation(
            item.source_organisation.name if item.source_organisation else ""
        ),
        "license": _licence(item),
        "award": _award(item),
        "spatialCoverage": _county(item),
        "isAccessibleForFree": True,
        "datePublished": _moment(item.first_published_at),
        "dateModified": _moment(item.last_published_at),
        "sdDatePublished": _moment(item.last_published_at),
    }


def _minutes(item: Any) -> str:
    return f"PT{item.minutes}M" if item.minutes else ""


def _moment(moment: Any) -> str:
    return moment.isoformat(timespec="seconds") if moment else ""


def _county(item: Any) -> Data | None:
    return {"@type": "AdministrativeArea", "name": item.county.name} if item.county else None


def _organisation(name: str) -> Data | None:
    return {"@type": "Organization", "name": name} if name else None


def _licence(item: Any) -> Any:
    if not item.licence:
        return None
    known = LICENCE_ADDRESSES.get(item.licence)
    return known or {"@type": "CreativeWork", "name": item.get_licence_display()}


def _award(item: Any) -> str:
    if not item.recommended_level:
        return ""
    return (
        f"{item.year}年{item.get_recommended_level_display()}"
        if item.year
        else item.get_recommended_level_display()
    )


def _coordinates(place: Any) -> Data | None:
    if place.longitude is None or place.latitude is None or place.coordinate_system != CoordinateSystem.WGS84:
        return None
    return {"@type": "GeoCoordinates", "longitude": float(place.longitude), "latitude": float(place.latitude)}


def _said(data: Mapping[str, Any]) -> Data:
    """Without what is empty."""
    return {name: value for name, value in data.items() if value not in (None, "", [], {})}
