"""An editor's day: of a county (import, complete, tag, preview, send in) and of the city (look, return, publish,
withdraw, merge). `DESK_PICTURES=docs/pictures` keeps what they see, for docs/编辑手册.md.

The tests stand in the order of the day: each begins where the one before it ended.
"""

import os
import re
import subprocess
import sys
import urllib.request
from pathlib import Path
from urllib.parse import quote

import pytest
from bs4 import BeautifulSoup

from tests.browser.conftest import DESK, PHONE, ROOT, running
from tests.browser.desk import Desk
from tests.catalog.importing.sheet_writer import HEADER, write_xlsx
from tests.media.files import pdf

TITLE = "再等五分钟，是谁的五分钟"
ROWS = [
    [1, TITLE, "张晓燕", "洛龙区示例小学", "三年级", "亲子沟通", "8分30秒"],
    [2, "把手机放进盒子里", "刘思远", "洛龙区示例中学", "初一", "手机管理", "10分钟"],
    [3, "一年级的书包谁来收", "陈雨", "洛龙区示例小学", "不知几年级", "学习习惯", "约十分"],
    [4, None, "李四", "洛龙区示例小学", "五年级", "亲子沟通", "8分钟"],
]
BODY = "先不催。问一句：还要几分钟？让孩子自己说一个数，到点再提醒一次。"


@pytest.fixture(scope="module")
def office(tmp_path_factory):
    """A site of these tests' own, with its people and the background process: (address, password)."""
    folder = tmp_path_factory.mktemp("office")
    libraries = ("tests.browser.library", "tests.browser.desk_people")
    with running(folder, *libraries) as (address, made, environment):
        worker = subprocess.Popen([sys.executable, "manage.py", "worker"], cwd=ROOT, env=environment)
        yield address, made["password"]
        worker.terminate()
        worker.wait(timeout=30)


@pytest.fixture
def desk_of(chromium, office):
    """`desk_of("luolong")`: a signed-in editor."""
    wanted = os.environ.get("DESK_PICTURES")
    contexts = []

    def enter(username):
        context = chromium.new_context(viewport=DESK, base_url=office[0], locale="zh-CN")
        context.set_default_timeout(20_000)
        contexts.append(context)
        desk = Desk(context, Path(wanted) if wanted else None)
        desk.sign_in(username, office[1])
        return desk

    yield enter
    for context in contexts:
        context.close()


@pytest.fixture
def visitor_reads(office):
    """The words that a visitor reads at a path."""

    def read(path):
        with urllib.request.urlopen(office[0] + quote(path, safe="/?=&"), timeout=20) as answer:  # noqa: S310
            return BeautifulSoup(answer.read(), "html.parser").get_text()

    return read


def test_the_county_imports_a_sheet(desk_of, tmp_path):
    desk = desk_of("luolong")
    desk.picture("home")
    desk.upload(write_xlsx(tmp_path / "洛龙区2026年汇总表.xlsx", [HEADER, *ROWS]))
    assert [row.split(" ")[0] for row in desk.rows()] == ["新建", "新建", "新建", "未导入"]
    desk.picture("sheet-preview")
    with desk.page.expect_download() as download:
        desk.page.get_by_role("link", name=re.compile("下载带批注的表")).click()
    assert download.value.suggested_filename == "洛龙区2026年汇总表-批注.xlsx"
    desk.confirm()
    assert desk.page.get_by_role("link", name=TITLE).is_visible()
    desk.picture("sheet-result")


def test_the_county_completes_an_item_previews_it_and_sends_it_in(desk_of, visitor_reads):
    desk = desk_of("luolong")
    desk.open_lesson(TITLE)
    desk.write("full_text", BODY)
    desk.tick("倾听与表达")
    desk.picture("edit")
    desk.do("保存草稿")
    desk.page.get_by_role("button", name="预览开关").click()
    frame = desk.page.frame_locator("iframe[title='预览']").last
    frame.get_by_role("heading", name=TITLE).wait_for()
    assert frame.locator(":root").evaluate("() => innerWidth") == 375, "as wide as a phone"
    desk.picture("preview")
    desk.do("送审")
    desk.open_lesson(TITLE)
    desk.page.get_by_text("等您做初审").first.wait_for()
    desk.picture("submitted")
    desk.decide("初审通过")
    assert TITLE not in visitor_reads("/items/")


def test_the_city_returns_it_with_a_word(desk_of):
    desk = desk_of("shi1")
    waiting = desk.page.get_by_role("link", name=re.compile("等我审核的课例微课：1项"))
    waiting.click()
    desk.page.get_by_role("link", name=TITLE, exact=True).click()
    desk.page.get_by_text("等您做复审").wait_for()
    desk.picture("review")
    desk.ask("退回修改")
    dialogue = desk.page.get_by_role("dialog")
    dialogue.get_by_role("textbox").fill("第二段请补一个例子。")
    desk.picture("return")
    with desk.page.expect_navigation():
        dialogue.get_by_role("button", name="退回修改").click()


def test_the_county_mends_it_and_sends_it_in_again(desk_of):
    desk = desk_of("luolong")
    desk.page.get_by_role("link", name=re.compile("被退回的课例微课：1项")).click()
    desk.page.get_by_role("link", name=TITLE, exact=True).click()
    desk.page.get_by_text("第二段请补一个例子。").first.wait_for()
    desk.picture("returned")
    desk.write("full_text", "比如：搭完这座桥就去。")
    desk.do("重新送审")
    desk.open_lesson(TITLE)
    desk.decide("初审通过")


@pytest.mark.parametrize(("who", "look"), [("shi1", "复审通过"), ("shi2", "终审通过并发布")])
def test_two_of_the_city_let_it_pass(desk_of, who, look):
    desk = desk_of(who)
    desk.open_lesson(TITLE)
    desk.decide(look)


def test_then_parents_find_it(visitor_reads):
    assert TITLE in visitor_reads("/items/?sort=new")


def test_the_city_withdraws_it_and_nobody_finds_it_any_more(desk_of, visitor_reads):
    desk = desk_of("shi1")
    desk.open_lesson(TITLE)
    desk.page.locator("footer").get_by_role("button", name="更多动作").click()
    with desk.page.expect_navigation():
        desk.page.get_by_role("link", name="紧急撤下").click()
    desk.page.get_by_label("撤下的原因").fill("家长反映例子里写了孩子的名字。")
    desk.picture("withdraw")
    with desk.page.expect_navigation():
        desk.page.get_by_role("button", name="马上撤下").click()
    assert "已撤下" in desk.told()
    assert TITLE not in visitor_reads("/items/?sort=new")
    desk.page.goto("/admin/desk/month/")
    assert desk.page.get_by_text("家长反映例子里写了孩子的名字。").is_visible()


def test_the_city_tags_many_at_once(desk_of, visitor_reads):
    desk = desk_of("shi1")
    desk.lessons("?q=课21")
    desk.page.get_by_role("checkbox", name="选择").first.check()
    desk.page.get_by_role("button", name="更多", exact=True).click()
    desk.page.wait_for_timeout(600)  # Wagtail's links know what is ticked only once their menu stands
    desk.page.get_by_role("link", name="改所选资源的主题和年级").click()
    desk.page.locator("summary", has_text="加上年级").click()
    desk.page.get_by_role("checkbox", name="小班", exact=True).first.check()
    desk.picture("retag")
    with desk.page.expect_navigation():
        desk.page.get_by_role("button", name="改", exact=True).click()
    assert "已改1项资源的主题和年级" in desk.told()
    assert "课21" in visitor_reads("/grade/K1/")


def test_a_comment_beside_a_field_is_read_by_the_other_side(desk_of):
    title = "睡前一刻钟，先不谈分数"
    city = desk_of("shi1")
    city.open_lesson(title)
    field = city.page.locator("[data-contentpath=summary]")
    field.hover()
    field.get_by_role("button", name="添加评论").click()
    city.page.locator("#comments").get_by_role("textbox").fill("再补一句：孩子为什么不想说。")
    city.picture("comment")
    city.page.locator("#comments").get_by_role("button", name="评论").click()
    city.do("保存草稿")
    county = desk_of("luolong")
    county.open_lesson(title)
    county.page.get_by_role("button", name="评论开关").click()
    county.page.get_by_text("再补一句：孩子为什么不想说。").first.wait_for()


def test_what_the_server_refuses_is_said_where_several_files_are_uploaded(desk_of, tmp_path):
    """The answer itself: tests/catalog/admin/test_deleting.py. Wagtail's script shows nothing of it."""
    said = "还有1处在用它，没有删除。"
    file = tmp_path / "课件.pdf"
    file.write_bytes(pdf())
    page = desk_of("luolong").page
    page.route("**/delete/", lambda route: route.fulfill(status=409, json={"error_message": said}))
    page.set_viewport_size({"width": 390, "height": 500})
    page.goto("/admin/documents/multiple/add/")
    page.locator("#fileupload").set_input_files(str(file))
    page.locator("#upload-list").get_by_role("link", name="删除").click()
    page.get_by_text(said).wait_for()
    page.wait_for_function(
        "said => [...document.querySelectorAll('.messages li')].some("
        "one => one.textContent.includes(said) && one.getBoundingClientRect().top >= 0)",
        arg=said,
    )


SCREENS = {
    "lessons": "/admin/desk/lessons/",
    "units": "/admin/desk/units/",
    "to-complete": "/admin/desk/to-complete/",
    "coverage": "/admin/desk/coverage/",
    "month": "/admin/desk/month/",
    "complaints": "/admin/desk/complaints/",
    "themes": "/admin/snippets/catalog/theme/",
    "sensitive": "/admin/snippets/catalog/sensitiveword/",
    "misspelt": "/admin/snippets/catalog/misspeltword/",
    "synonyms": "/admin/snippets/search/synonym/",
    "pins": "/admin/snippets/search/pinnedresult/",
    "help-cards": "/admin/snippets/search/helpcard/",
    "suggested": "/admin/snippets/search/suggestedquery/",
    "wishes": "/admin/search/wishes/",
    "explain": "/admin/search/explain/?q=孩子写作业磨蹭",
}


def test_every_screen_of_the_city_opens_and_is_no_wider_than_a_phone(desk_of):
    desk = desk_of("shi1")
    for name, address in SCREENS.items():
        desk.page.set_viewport_size(DESK)
        answer = desk.page.goto(address)
        assert answer.status == 200
        assert desk.page.url.endswith(quote(address, safe="/?=")), f"{name}: sent away"
        desk.picture(name)
        desk.page.set_viewport_size(PHONE)
        assert desk.page.evaluate("() => document.documentElement.scrollWidth <= innerWidth"), name


def test_the_city_merges_a_theme(desk_of, visitor_reads):
    desk = desk_of("shi1")
    desk.page.goto("/admin/desk/coverage/")
    desk.picture("coverage")
    desk.page.goto("/admin/snippets/catalog/theme/?q=亲子阅读")
    desk.page.get_by_role("button", name=re.compile("更多选项")).first.click()
    desk.page.get_by_role("link", name="并入别的主题").first.click()
    desk.page.get_by_label("并入哪个主题").select_option(label="T0202 亲子陪伴")
    assert desk.page.get_by_role("link", name="全家的手机几点放下").is_visible()
    desk.picture("merge")
    with desk.page.expect_navigation():
        desk.page.get_by_role("button", name="合并").click()
    assert "已并入“亲子陪伴”" in desk.told()
    assert "全家的手机几点放下" in visitor_reads("/theme/T0202/")
