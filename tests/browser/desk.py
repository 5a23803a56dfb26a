"""The editors' desk as its people meet it: screens and what can be done on them, found by role and label.

Decided here: how a thing is found. Not here: what is expected of it (test_editors_day.py).
"""

import re
from pathlib import Path
from typing import Any

from PIL import Image

LARGEST = 80_000  # bytes of a picture for the manual
SIZES = ({"width": 1280, "height": 900}, {"width": 390, "height": 844})


class Desk:
    """A browser profile in which one editor is signed in."""

    def __init__(self, context: Any, pictures: Path | None) -> None:
        self.context = context
        self.page = context.new_page()
        self.pictures = pictures

    def sign_in(self, username: str, password: str) -> None:
        self.page.goto("/admin/")
        self.page.get_by_label("用户名").fill(username)
        self.page.get_by_label("密码").first.fill(password)
        self.page.get_by_role("button", name="登录").click()
        self.page.get_by_role("heading", name=re.compile("等我处理")).wait_for()

    # --- going somewhere ---

    def home(self) -> Any:
        self.page.goto("/admin/")
        return self.page.locator("#desk-waiting-content, #panel-desk-waiting-content").first

    def lessons(self, query: str = "") -> Any:
        self.page.goto(f"/admin/desk/lessons/{query}")
        return self.page

    def open_lesson(self, title: str) -> Any:
        """From the list of lessons to the form."""
        self.lessons()
        self.page.get_by_role("link", name=title, exact=True).click()
        self.page.get_by_role("textbox", name=re.compile("^标题")).first.wait_for()
        return self.page

    # --- the summary sheet ---

    def upload(self, path: Path) -> None:
        self.page.goto("/admin/desk/sheet/")
        self.page.get_by_label("汇总表").set_input_files(str(path))
        self.page.get_by_role("button", name="上传并核对").click()
        self.page.get_by_role("button", name="确认导入").wait_for()

    def rows(self) -> list[str]:
        """What would happen or happened to each row."""
        return [
            " ".join(text.split()) for text in self.page.locator("table.listing tbody tr").all_inner_texts()
        ]

    def confirm(self) -> None:
        self.page.get_by_role("button", name="确认导入").click()
        self.page.get_by_role("link", name="看还缺什么").wait_for(timeout=90_000)

    # --- the form ---

    def write(self, label: str, text: str) -> None:
        """Into a rich text field, which has no label of its own: by the field's name. The editor hands its text to
        the form a quarter of a second after the last key; who presses 保存 before that saves the text without it."""
        field = self.page.locator(f"[data-contentpath={label}]")
        field.get_by_role("textbox").first.click()
        self.page.keyboard.type(text)
        self.page.wait_for_function(
            "([name, text]) => document.querySelector(`[name=${name}]`).value.includes(text)",
            arg=[label, text],
        )

    def tick(self, name: str) -> None:
        self.page.get_by_role("checkbox", name=name, exact=True).check()

    def untick(self, name: str) -> None:
        self.page.get_by_role("checkbox", name=name, exact=True).uncheck()

    def do(self, label: str) -> None:
        """A button at the foot of the form: the large one or one of those behind its arrow."""
        foot = self.page.locator("footer")
        button = foot.get_by_role("button", name=label, exact=True)
        if not button.first.is_visible():
            foot.get_by_role("button", name="更多动作").click()
        with self.page.expect_navigation():
            button.first.click()

    def ask(self, label: str) -> None:
        """As `do`, for a button that opens a dialogue."""
        foot = self.page.locator("footer")
        button = foot.get_by_role("button", name=label, exact=True)
        if not button.first.is_visible():
            foot.get_by_role("button", name="更多动作").click()
        button.first.click()

    def told(self) -> str:
        """The messages above the page."""
        return " ".join(self.page.locator(".messages li, [data-messages] li").all_inner_texts())

    def decide(self, label: str, words: str = "") -> None:
        """A look: its button at the foot opens a dialogue, which takes a word and is sent."""
        self.ask(label)
        dialogue = self.page.get_by_role("dialog")
        send = dialogue.get_by_role("button", name=label, exact=True)
        send.wait_for()
        if words:
            dialogue.get_by_role("textbox").first.fill(words)
        with self.page.expect_navigation():
            send.click()

    # --- pictures ---

    def picture(self, name: str) -> None:
        """Keeps what is on the screen, on a desk and on a phone, if pictures are wanted (docs/pictures/desk.sh)."""
        if self.pictures is None:
            return
        before = self.page.viewport_size
        for size in SIZES:
            self.page.set_viewport_size(size)
            self.page.wait_for_timeout(600)
            path = self.pictures / f"desk-{name}-{size['width']}.png"
            self.page.screenshot(path=str(path))
            _made_small(path)
        self.page.set_viewport_size(before)


def _made_small(path: Path) -> None:
    """Fewer colours until it is small enough for a manual in a repository."""
    colours = 128
    while True:
        with Image.open(path) as shot:
            shot.convert("RGB").quantize(colours).save(path, optimize=True)
        if path.stat().st_size <= LARGEST or colours <= 8:
            break
        colours //= 2
