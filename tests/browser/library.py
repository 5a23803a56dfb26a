"""A small library for the browser: at least one item of every kind, with everything that its page can show.

Run by the fixture in a process of its own: `python -m tests.browser.library`. Prints, as JSON, the path of
each kind of page.
"""

import importlib.util
import json
from datetime import timedelta
from pathlib import Path

import django

LONG_TITLE = "写作业磨蹭，先别急着催：把“快点”换成“下一步”（三年级家长会后的那个晚上）"
PAGEFUL = 22
CUES = ["我们先不急着想办法。", "孩子拖拉，先看是不会做，还是不想做。", "不会做的，催一百遍也没有用。"]


def populate() -> dict[str, str]:
    """Makes the library and returns the paths."""
    from django.core.files import File
    from django.core.management import call_command
    from django.utils import timezone

    from accounts.models import Organisation
    from catalog.models import Activity, Offering
    from catalog.places import city_rights_ensure, county_page_ensure
    from media.captions import CueText
    from media.models import Video
    from media.transcripts import cues_replace
    from tests.factories import ItemFactory

    call_command("load_organisations")
    call_command("load_vocabulary")
    for code in ("410311", "410325"):
        county_page_ensure(county=Organisation.objects.get(code=code))
    city_rights_ensure(city=Organisation.objects.get(code="410300"))
    items = ItemFactory()
    clip = next(iter(sorted((Path("home") / "demo" / "videos").glob("*.mp4"))))
    with clip.open("rb") as handle:
        video = Video.objects.create(title="磨蹭", file=File(handle, name=clip.name))
    cues_replace(
        video=video, cues=[CueText(i * 4000, i * 4000 + 3900, text) for i, text in enumerate(CUES * 6)]
    )
    sentence = [{"type": "sentence", "value": "写之前，一起看一眼题目。"}] * 3
    words = {"at_home": sentence, "key_points": sentence, "questions": sentence, "summary": "先看卡在哪儿。"}
    reading = items.lesson(
        title="一只小闹钟", themes=["T0401"], grades=["P1", "P2"], minutes=8, authors=["林知夏"], **words
    )
    lesson = items.lesson(
        title=LONG_TITLE, video=video, themes=["T0401"], grades=["J1"], minutes=12, year=2026,
        recommended_level="CITY", school="示例小学", keywords=["示例"], ai_parts=["VOICE"], **words,
    )  # fmt: skip
    step = {
        "name": "现场讨论",
        "minutes": 8,
        "teacher": "四位一组。",
        "parents": "写下一句。",
        "material": "大白纸",
    }
    plan = items.plan(
        title="作业不磨蹭", plan_model="FIVE", themes=["T04"], grades=["P3"], minutes=40, links=[lesson],
        steps=[{"type": "step", "value": {**step, "minutes": minutes}} for minutes in (5, 8, 5, 8, 4)],
        goals=sentence, preparation="每组一张纸。", after="今晚说一句看见了。",
    )  # fmt: skip
    today = timezone.localdate()
    unit = items.unit(
        title="示例博物馆", address="洛龙区", opening="周二至周日", booking="提前一天", longitude="112.45",
        latitude="34.62", grades=["P1", "J1"], themes=["T1404"],
        offerings=[Offering(kind="R01", name="参观讲解", price="免费", conditions=["C03"])],
        activities=[
            Activity(kind="B02", title="亲子共读：一座城的名字", date=today + timedelta(days=9)),
            Activity(kind="B02", title="拓一朵牡丹", date=today - timedelta(days=1), state="HELD"),
        ],
    )  # fmt: skip
    route = items.route(
        title="跟着石头读北魏", stops=(unit, unit), days=1, seasons=["SPRING"], route_themes=["W05"], cost="约80元",
        safety="石窟栈道窄。\n走散了原地等。", before="找到伊河。", during="画一段衣纹。", afterwards="讲一站。", grades=["P4"],
    )  # fmt: skip
    menu = items.collection(
        title="开学一个月，把节奏找回来", holds=(reading, lesson, plan), occasion="MENU", words="先看孩子睡没睡够。",
        year=today.year, themes=["T04", "T06"], grades=["P1", "J1"],
    )  # fmt: skip
    for number in range(PAGEFUL):
        items.lesson(
            title=f"课{number}", themes=["T0201"], grades=["S1" if number % 2 else "K1"],
            county="410325" if number % 3 else "410311", minutes=5 + number,
        )  # fmt: skip
    call_command("search_rebuild")
    pages = {
        "lesson": lesson,
        "reading": reading,
        "plan": plan,
        "route": route,
        "unit": unit,
        "collection": menu,
    }
    return {name: str(page.url) for name, page in pages.items()}


def standing_pages() -> dict[str, str]:
    """The information pages and the brand page that a new site starts with."""
    from home.models import BrandPage, InfoPage

    if importlib.util.find_spec("home.info_pages"):
        importlib.import_module("home.info_pages").info_pages_ensure()
    first = {"info": InfoPage.objects.live().first(), "brand": BrandPage.objects.live().first()}
    return {name: str(page.url) for name, page in first.items() if page is not None}


if __name__ == "__main__":
    django.setup()
    print(json.dumps(populate() | standing_pages()))
