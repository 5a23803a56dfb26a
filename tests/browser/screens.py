"""Pictures of every kind of page of a running site, to be looked at one by one.

    python -m tests.browser.screens http://localhost:8000 /tmp/screens [--only plan,unit] [--views phone,print]

Decided here: which pages and which states of them; what is open, printed, read in 关怀版 or without script. The
site may be any (`make demo`'s is meant): items are found through its own map. Paper comes as PDF, and as PNG too
where `pypdfium2` is installed. Not here: what should be seen (the mocks), and what tests can judge (test_*.py).
"""

import argparse
import contextlib
import re
import shutil
import urllib.request
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from playwright.sync_api import sync_playwright

from tests.browser.conftest import CHROMIUM, DESK, FLAGS, PHONE

ROOT = Path(__file__).resolve().parents[2]
FIXED = {
    "home": "/",
    "items": "/items/",
    "kind-lesson": "/kind/lesson/",
    "kind-plan": "/kind/plan/",
    "kind-route": "/kind/route/",
    "kind-unit": "/kind/unit/",
    "kind-collection": "/kind/collection/",
    "theme": "/theme/T04/",
    "subtheme": "/theme/T0401/",
    "stage": "/grade/PR/",
    "grade": "/grade/P3/",
    "filtered": "/items/?theme=T04&grade=PR",
    "empty": "/items/?theme=T0101&grade=P3&county=410329&kind=route",
    "county": "/luolong/",
    "county-kind": "/luolong/lessons/",
    "results": "/search/?q=写作业磨蹭",
    "moment": "/search/?q=住校想家头两个星期",
    "heard": "/search/?q=三年级写作业磨蹭 十分钟以内的微课",
    "corrected": "/search/?q=青春其叛逆",
    "card": "/search/?q=孩子说不想活了",
    "nothing": "/search/?q=qqqzzz",
    "wished": "/search/?q=量子纠缠&wish=kept",
    "site-map": "/sitemap/",
    "favourites": "/favourites/",
    "lost": "/no-such-page/",
    "brand": "/brand/",
    "about": "/about/",
    "privacy": "/privacy/",
    "accessibility": "/accessibility/",
}
# What an item's page must hold to stand for its kind.
WANTED = {
    "lesson": ("lesson", "<video"),
    "reading": ("lesson", "正文"),
    "lecture": ("lesson", "讲座</"),
    "plan": ("plan", "五步教学法"),
    "plan-free": ("plan", "1+30+N"),
    "route": ("route", "用地图导航"),
    "unit": ("unit", "近期活动"),
    "collection": ("collection", "按这个顺序看"),
}
SHEETS = {
    "lesson": ["share"],
    "plan": ["share"],
    "unit": ["share"],
    "kind-lesson": ["filters", "sort"],
    "results": ["filters"],
}
# What is typed into the search field of a page.
TYPED = {"home": "zuoye"}
PRINTED = ["plan", "plan-free", "lesson", "reading", "route", "unit", "collection", "home"]
WITHOUT_SCRIPT = ["home", "kind-lesson", "lesson", "plan", "unit", "favourites"]
STATIC_FILES = ["500", "503"]
VIEWS = ["phone", "desk", "care", "care-desk", "sheet", "typing", "noscript", "print"]


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("site")
    parser.add_argument("folder", type=Path)
    parser.add_argument("--only", default="", help="names of pages, with commas")
    parser.add_argument("--views", default=",".join(VIEWS))
    options = parser.parse_args()
    options.folder.mkdir(parents=True, exist_ok=True)
    site = options.site.rstrip("/")
    only = set(filter(None, options.only.split(",")))
    pages = {name: path for name, path in {**FIXED, **items_of(site)}.items() if not only or name in only}
    files = [name for name in STATIC_FILES if not only or name in only]
    with sync_playwright() as engine:
        browser = engine.chromium.launch(executable_path=CHROMIUM, args=FLAGS)
        for view in options.views.split(","):
            for name in pages if view in VIEWS else []:
                _VIEWS[view](browser, site, name, pages[name], options.folder)
            for name in files if view in ("phone", "desk") else []:
                _file(browser, view, name, options.folder)
        browser.close()


def items_of(site: str) -> dict[str, str]:
    """One item for each thing that an item's page can be."""
    found: dict[str, str] = {}
    for kind in ("lesson", "plan", "route", "unit", "collection"):
        wanted = {name: mark for name, (of, mark) in WANTED.items() if of == kind}
        for address in re.findall(r"<loc>([^<]+)", _text(f"{site}/sitemap-{kind}.xml")):
            if not wanted:
                break
            text = _text(address)
            for name in [name for name, mark in wanted.items() if mark in text]:
                found[name] = address.removeprefix(site)
                del wanted[name]
    return found


def _text(address: str) -> str:
    with urllib.request.urlopen(address) as answer:  # noqa: S310 - the site that was asked for
        return answer.read().decode()


@contextlib.contextmanager
def _page(
    browser: Any, site: str, size: dict[str, int], *, care: bool = False, script: bool = True
) -> Iterator[Any]:
    context = browser.new_context(viewport=size, java_script_enabled=script)
    if care:
        context.add_cookies([{"name": "care", "value": "on", "url": site}])
    yield context.new_page()
    context.close()


def _whole(page: Any, path: Path) -> None:
    """The whole page, with what would come later while scrolling."""
    with contextlib.suppress(Exception):  # without script nothing can be asked for sooner
        page.evaluate("document.querySelectorAll('img[loading]').forEach(i => { i.loading = 'eager'; })")
    page.wait_for_load_state("networkidle")
    page.screenshot(path=path, full_page=True)


def _seen(size: dict[str, int], suffix: str, *, care: bool = False) -> Any:
    def take(browser: Any, site: str, name: str, address: str, folder: Path) -> None:
        with _page(browser, site, size, care=care) as page:
            if name == "favourites":
                _keep_some(page, site)
            page.goto(site + address)
            _whole(page, folder / f"{name}-{suffix}.png")

    return take


def _keep_some(page: Any, site: str) -> None:
    for address in list(re.findall(r"<loc>([^<]+)", _text(f"{site}/sitemap-plan.xml")))[:3]:
        page.goto(address)
        page.get_by_role("button", name="收藏").click()


def _sheet(browser: Any, site: str, name: str, address: str, folder: Path) -> None:
    for sheet in SHEETS.get(name, []):
        for size in (PHONE, DESK):
            with _page(browser, site, size) as page:
                page.goto(site + address)
                page.evaluate(f"location.hash = {sheet!r}")
                page.wait_for_load_state("networkidle")
                page.wait_for_timeout(400)
                page.screenshot(path=folder / f"{name}-{sheet}-{size['width']}.png")


def _typing(browser: Any, site: str, name: str, address: str, folder: Path) -> None:
    if name not in TYPED:
        return
    with _page(browser, site, PHONE) as page:
        page.goto(site + address)
        page.get_by_role("combobox").locator("visible=true").first.press_sequentially(TYPED[name])
        page.get_by_role("option").first.wait_for()
        page.screenshot(path=folder / f"{name}-typing-390.png")


def _noscript(browser: Any, site: str, name: str, address: str, folder: Path) -> None:
    if name in WITHOUT_SCRIPT:
        with _page(browser, site, PHONE, script=False) as page:
            page.goto(site + address)
            _whole(page, folder / f"{name}-noscript-390.png")


def _print(browser: Any, site: str, name: str, address: str, folder: Path) -> None:
    if name not in PRINTED:
        return
    with _page(browser, site, DESK) as page:
        page.goto(site + address)
        page.wait_for_load_state("networkidle")
        path = folder / f"{name}-print.pdf"
        page.pdf(path=path, prefer_css_page_size=True, print_background=False)
    with contextlib.suppress(ImportError):
        import pypdfium2

        for number, sheet in enumerate(pypdfium2.PdfDocument(path), start=1):
            sheet.render(scale=1.2).to_pil().save(folder / f"{name}-print-{number}.png")


def _file(browser: Any, view: str, name: str, folder: Path) -> None:
    """A page that needs no server: the template as it lies there, with the stylesheet beside it."""
    source = ROOT / "templates" / f"{name}.html"
    if not source.exists():
        return
    shown = folder / "static-pages"
    (shown / "static" / "css").mkdir(parents=True, exist_ok=True)
    shutil.copy(ROOT / "static" / "css" / "error.css", shown / "static" / "css")
    html = source.read_text(encoding="utf-8").replace("/static/", "static/")
    (shown / source.name).write_text(html, encoding="utf-8")
    size = PHONE if view == "phone" else DESK
    with _page(browser, "", size) as page:
        page.goto((shown / source.name).as_uri())
        _whole(page, folder / f"{name}-{size['width']}.png")


_VIEWS = {
    "phone": _seen(PHONE, "390"),
    "desk": _seen(DESK, "1280"),
    "care": _seen(PHONE, "care-390", care=True),
    "care-desk": _seen(DESK, "care-1280", care=True),
    "sheet": _sheet,
    "typing": _typing,
    "noscript": _noscript,
    "print": _print,
}

if __name__ == "__main__":
    main()
