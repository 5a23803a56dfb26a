"""Page objects: the site as a visitor meets it, found by role and label.

Decided here: how a thing is found on a page. Not here: what is expected of it (the tests).
"""

import time
from pathlib import Path
from typing import Any

AXE = (Path(__file__).parent / "vendor" / "axe.min.js").read_text(encoding="utf-8")
# Every kind of page by a name; items' paths come from the library.
FIXED = {
    "home": "/",
    "items": "/items/",
    "kind": "/kind/lesson/",
    "theme": "/theme/T02/",
    "subtheme": "/theme/T0201/",
    "grade": "/grade/KG/",
    "county": "/luolong/",
    "results": "/search/?q=作业磨蹭",
    "nothing": "/search/?q=qqqzzz&county=410325",
    "favourites": "/favourites/",
    "map": "/sitemap/",
    "lost": "/no-such-page/",
}
ITEMS = ["lesson", "reading", "plan", "route", "unit", "collection", "info", "brand"]
KINDS_OF_PAGES = [*FIXED, *ITEMS]


class Site:
    """A browser profile on the site, with one page open at a time."""

    def __init__(self, context: Any, paths: dict[str, str]) -> None:
        self.context = context
        self.page = context.new_page()
        self.complaints: list[str] = []
        self.page.on("pageerror", lambda error: self.complaints.append(str(error)))
        self.page.on("console", self._note)
        self._paths = {**FIXED, **paths}

    def _note(self, message: Any) -> None:
        # The browser itself reports the status of a page that is not there.
        if message.type == "error" and "404 (Not Found)" not in message.text:
            self.complaints.append(message.text)

    def has(self, name: str) -> bool:
        return name in self._paths

    def visit(self, name: str, query: str = "") -> Any:
        self.page.goto(self._paths[name] + query)
        return self.page

    def width_beyond(self) -> int:
        """By how much the page is wider than the window."""
        return self.page.evaluate(
            "document.documentElement.scrollWidth - document.documentElement.clientWidth"
        )

    def violations(self) -> list[str]:
        """What axe-core finds, one line each."""
        # Past the page's content policy: this is the tests' script, not the page's.
        found = self.page.evaluate(AXE + "; axe.run({resultTypes: ['violations']})")
        return [
            f"{violation['id']}: {node['target']} {node['html'][:120]}"
            for violation in found["violations"]
            for node in violation["nodes"]
        ]

    def small_targets(self, least: int) -> list[str]:
        """Links, buttons and boxes smaller than `least`; those inside a sentence are exempt (WCAG 2.5.8)."""
        return self.page.evaluate(_SMALL_TARGETS, least)

    def small_texts(self, least: int) -> list[str]:
        """Visible text set smaller than `least` pixels."""
        return self.page.evaluate(_SMALL_TEXTS, least)

    def flex_gaps(self) -> list[str]:
        """Elements laid out by flex whose parts are set apart by `gap`."""
        return self.page.evaluate(_FLEX_GAPS)

    def travelling(self) -> "Travelled":
        """Notes from now on what the browser asks for and gets."""
        travelled = Travelled()
        wire = self.context.new_cdp_session(self.page)
        wire.send("Network.enable")
        wire.on("Network.loadingFinished", lambda event: travelled.sizes.append(event["encodedDataLength"]))
        self.page.on("request", travelled.asked)
        self.page.on("response", travelled.answered)
        return travelled

    def scroll_to_the_end(self) -> None:
        """Slowly enough that everything which waits for being seen is fetched."""
        self.page.evaluate(_SCROLL)
        self.page.wait_for_load_state("networkidle")

    def wait_until(self, expression: str, seconds: float = 8) -> None:
        """Waits for a JavaScript expression to hold. (The page's content policy forbids Playwright's own way.)"""
        until = time.monotonic() + seconds
        while not self.page.evaluate(expression):
            assert time.monotonic() < until, expression
            self.page.wait_for_timeout(50)

    @property
    def focused(self) -> str:
        return self.page.evaluate(
            "(document.activeElement.innerText || document.activeElement.id || '').trim()"
        )

    @property
    def focus_is_seen(self) -> bool:
        return self.page.evaluate(_FOCUS_IS_SEEN)

    def tab_to(self, words: str, limit: int = 60) -> None:
        """Presses Tab until what has focus says the words."""
        for _ in range(limit):
            self.page.keyboard.press("Tab")
            if words in self.focused:
                return
        raise AssertionError(f"Tab never came to {words!r}")


class Travelled:
    """What went over the wire."""

    def __init__(self) -> None:
        self.sizes: list[float] = []
        self.addresses: list[str] = []
        self.methods: set[str] = set()
        self.cookies: list[str] = []

    @property
    def bytes(self) -> float:
        return sum(self.sizes)

    def asked(self, request: Any) -> None:
        if request.url.startswith("data:"):
            return
        self.addresses.append(request.url)
        self.methods.add(request.method)
        if "cookie" in request.headers:
            self.cookies.append(request.headers["cookie"])

    def answered(self, response: Any) -> None:
        if "set-cookie" in response.headers:
            self.cookies.append(response.headers["set-cookie"])


_SCROLL = """
() => new Promise(done => {
  const step = () => {
    window.scrollBy(0, 600);
    window.scrollY + window.innerHeight < document.body.scrollHeight - 2 ? setTimeout(step, 40) : done();
  };
  step();
})
"""
_FLEX_GAPS = """
() => [...document.querySelectorAll('body *')].filter(element => {
  const style = getComputedStyle(element);
  const apart = [style.columnGap, style.rowGap].some(gap => gap !== 'normal' && parseFloat(gap) > 0);
  return style.display.includes('flex') && apart && !element.closest('video');
}).map(element => element.outerHTML.slice(0, 100))
"""
_SMALL_TARGETS = """
least => [...document.querySelectorAll('a[href], button, summary, input:not([type=hidden])')].filter(target => {
  const style = getComputedStyle(target);
  if (style.visibility === 'hidden' || !target.offsetParent || target.closest('.skip, .vh')) return false;
  if (target.closest('p, blockquote, dd, .prose') && style.display === 'inline') return false;
  const box = (target.matches('input') ? target.closest('label') || target : target).getBoundingClientRect();
  let height = box.height, width = box.width;
  const over = getComputedStyle(target, '::after');
  if (over.content !== 'none' && over.position === 'absolute') { height = parseFloat(over.height); width = parseFloat(over.width); }
  return width > 0 && (height < least - 0.5 || width < least - 0.5);
}).map(target => target.outerHTML.slice(0, 110))
"""
_SMALL_TEXTS = """
least => {
  const walker = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT), found = new Set();
  while (walker.nextNode()) {
    const holder = walker.currentNode.parentElement;
    if (!walker.currentNode.data.trim() || !holder.offsetParent || holder.closest('script, style, noscript, .vh')) continue;
    if (parseFloat(getComputedStyle(holder).fontSize) < least) found.add(holder.outerHTML.slice(0, 110));
  }
  return [...found];
}
"""
_FOCUS_IS_SEEN = """
() => {
  const focused = document.activeElement;
  const near = [focused, focused.nextElementSibling, focused.parentElement].filter(Boolean);
  const rings = near.map(e => getComputedStyle(e)).concat(near.map(e => getComputedStyle(e, '::after')));
  return rings.some(s => (s.outlineStyle !== 'none' && parseFloat(s.outlineWidth) >= 2) || s.boxShadow.includes('0px 0px 0px'));
}
"""
