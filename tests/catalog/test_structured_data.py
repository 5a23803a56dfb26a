from datetime import UTC, date, datetime
from types import SimpleNamespace

import pytest

from catalog.models.choices import Licence
from catalog.structured_data import Surroundings, breadcrumbs, item_data, website

AROUND = Surroundings(address="http://x/a/", permanent_address="http://x/r/abc", picture="http://x/p.png")


def thing(**fields):
    """An item as the mapping reads it; no database."""
    return SimpleNamespace(
        **{
            "short_id": "abc",
            "title": "题目",
            "summary": "简介",
            "language": "zh",
            "kind_label": "微课",
            "theme_terms": [SimpleNamespace(code="T0201", name="倾听")],
            "grade_names": ["小学"],
            "audience": ["PARENT"],
            "minutes": 8,
            "source_organisation": SimpleNamespace(name="示例小学"),
            "licence": Licence.CC_BY_NC,
            "get_licence_display": lambda: "知识共享",
            "recommended_level": "CITY",
            "get_recommended_level_display": lambda: "市级推介",
            "year": 2026,
            "county": SimpleNamespace(name="洛龙区"),
            "first_published_at": datetime(2026, 3, 1, tzinfo=UTC),
            "last_published_at": datetime(2026, 3, 2, tzinfo=UTC),
            "player_url": "",
            "video": None,
            **fields,
        }
    )


def test_a_lesson_to_read_is_a_learning_resource():
    data = item_data(thing(kind="lesson"), AROUND)
    assert data["@type"] == "LearningResource"
    assert data["timeRequired"] == "PT8M"
    assert data["award"] == "2026年市级推介"
    assert data["about"][0]["termCode"] == "T0201"
    assert data["license"].startswith("https://creativecommons.org/")
    assert data["spatialCoverage"]["name"] == "洛龙区"


def test_a_lesson_to_watch_is_a_video_too():
    video = SimpleNamespace(duration_seconds=500, mime="video/mp4", bytes=1000)
    around = Surroundings(
        address="http://x/a/",
        permanent_address="http://x/r/abc",
        video="http://x/v/",
        captions="http://x/v.vtt",
    )
    data = item_data(thing(kind="lesson", video=video), around)
    assert data["@type"] == ["VideoObject", "LearningResource"]
    assert data["contentUrl"] == "http://x/v/"
    assert data["duration"] == "PT500S"
    assert data["uploadDate"].startswith("2026-03-01")
    assert data["caption"]["contentUrl"] == "http://x/v.vtt"


def test_a_lesson_played_elsewhere_says_where():
    data = item_data(thing(kind="lesson", player_url="https://player.example.cn/1"), AROUND)
    assert data["embedUrl"] == "https://player.example.cn/1"
    assert "contentUrl" not in data


def place(**fields):
    return SimpleNamespace(
        **{"name": "一站", "longitude": None, "latitude": None, "coordinate_system": "GCJ02", **fields}
    )


def test_a_route_lists_its_stops_in_order():
    around = Surroundings(address="a", permanent_address="b", stops=[place(name="一站"), place(name="二站")])
    data = item_data(thing(kind="route", organiser="示例社"), around)
    assert data["@type"] == "TouristTrip"
    assert [stop["item"]["name"] for stop in data["itinerary"]["itemListElement"]] == ["一站", "二站"]
    assert data["provider"]["name"] == "示例社"


@pytest.mark.parametrize(("system", "told"), [("WGS84", True), ("GCJ02", False), ("BD09", False)])
def test_only_coordinates_that_schema_org_means_are_told(system, told):
    stop = place(longitude=112.5, latitude=34.6, coordinate_system=system)
    data = item_data(
        thing(kind="route", organiser=""), Surroundings(address="a", permanent_address="b", stops=[stop])
    )
    assert ("geo" in data["itinerary"]["itemListElement"][0]["item"]) is told


@pytest.mark.parametrize(("unit_type", "type_"), [("U01", "Museum"), ("U02", "Library"), ("U20", "Place")])
def test_a_unit_is_a_place_that_holds_events(unit_type, type_):
    activity = SimpleNamespace(title="拓片", date=date(2026, 5, 1), note="")
    unit = thing(kind="unit", unit_type=unit_type, address="示例路1号", week=[], **vars(place()))
    data = item_data(unit, Surroundings(address="a", permanent_address="b", activities=[activity]))
    assert data["@type"] == type_
    assert data["event"][0]["@type"] == "EducationEvent"
    assert data["event"][0]["startDate"] == "2026-05-01"


def test_a_collection_lists_what_it_holds():
    around = Surroundings(address="a", permanent_address="b", entries=[("一课", "http://x/1/")])
    data = item_data(thing(kind="collection"), around)
    assert data["mainEntity"]["itemListElement"][0] == {
        "@type": "ListItem",
        "position": 1,
        "name": "一课",
        "url": "http://x/1/",
    }


def test_nothing_empty_is_said():
    bare = thing(kind="lesson", summary="", minutes=None, source_organisation=None, county=None, licence="")
    data = item_data(bare, AROUND)
    assert not [name for name, value in data.items() if value in (None, "", [], {})]
    assert "timeRequired" not in data


def test_where_a_page_lies_is_numbered_from_the_front():
    steps = breadcrumbs([("首页", "http://x/"), ("课", "http://x/a/")])["itemListElement"]
    assert [(step["position"], step["name"]) for step in steps] == [(1, "首页"), (2, "课")]


def test_the_site_says_how_to_search_it():
    data = website(name="站", address="http://x/", search="http://x/search/")
    assert data["potentialAction"]["target"]["urlTemplate"] == "http://x/search/?q={words}"
    assert "publisher" not in data
