"""Links that open a place in the map apps people have. Pure.

Decided here: a link is offered only to an app that understands the coordinates as they are; nothing is converted,
since a wrong shift is hundreds of metres. Not here: a map of our own (see 地图管理条例).
"""

from dataclasses import dataclass
from decimal import Decimal
from urllib.parse import urlencode

from catalog.models.choices import CoordinateSystem


@dataclass(frozen=True)
class MapLink:
    app: str
    address: str


_AMAP = {CoordinateSystem.GCJ02: "gaode", CoordinateSystem.WGS84: "wgs84"}
_TENCENT = {CoordinateSystem.GCJ02: "2", CoordinateSystem.WGS84: "1"}
_BAIDU = {CoordinateSystem.GCJ02: "gcj02", CoordinateSystem.WGS84: "wgs84", CoordinateSystem.BD09: "bd09ll"}


def map_links(name: str, longitude: Decimal | None, latitude: Decimal | None, system: str) -> list[MapLink]:
    """高德, 腾讯 and 百度 for a place; none without coordinates."""
    if longitude is None or latitude is None:
        return []
    known = CoordinateSystem(system)
    links = []
    if known in _AMAP:
        query = {
            "position": f"{longitude},{latitude}",
            "name": name,
            "coordinate": _AMAP[known],
            "callnative": "1",
        }
        links.append(MapLink("高德地图", "https://uri.amap.com/marker?" + urlencode(query)))
    if known in _TENCENT:
        marker = f"coord:{latitude},{longitude};title:{name};addr:{name}"
        query = {"marker": marker, "coord_type": _TENCENT[known], "referer": "heluo"}
        links.append(MapLink("腾讯地图", "https://apis.map.qq.com/uri/v1/marker?" + urlencode(query)))
    query = {
        "location": f"{latitude},{longitude}",
        "title": name,
        "content": name,
        "coord_type": _BAIDU[known],
        "output": "html",
        "src": "heluo",
    }
    links.append(MapLink("百度地图", "https://api.map.baidu.com/marker?" + urlencode(query)))
    return links
