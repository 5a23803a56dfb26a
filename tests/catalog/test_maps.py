"""Links into map apps: only to those that read the coordinates as they are."""

from decimal import Decimal

import pytest

from catalog.maps import map_links

HERE = (Decimal("112.45"), Decimal("34.62"))


@pytest.mark.parametrize(
    ("system", "apps"),
    [
        ("GCJ02", ["高德地图", "腾讯地图", "百度地图"]),
        ("WGS84", ["高德地图", "腾讯地图", "百度地图"]),
        ("BD09", ["百度地图"]),
    ],
)
def test_an_app_is_offered_only_when_it_knows_the_system(system, apps):
    assert [link.app for link in map_links("龙门石窟", *HERE, system)] == apps


def test_without_coordinates_there_is_no_link():
    assert map_links("龙门石窟", None, None, "GCJ02") == []


def test_a_name_cannot_break_out_of_an_address():
    for link in map_links("a&b=c#d 龙", *HERE, "GCJ02"):
        assert "&b=c" not in link.address
        assert "#" not in link.address
