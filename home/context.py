"""What stands around every page, for templates: `care` and `site`.

    care                 关怀版 is on                       <html{% if care %} data-care="on"{% endif %}>
    site.notice          the notice, "" when none holds
    site.navigation      [Link]; `link.current` for aria-current
    site.care_switch     Link to switch 关怀版 on or off and come back here (rel="nofollow")
    site.pages           [Link] of the footer: about, privacy, accessibility, site map
    site.facts           [Fact(label, value)] of the footer, only those that are filled in
    site.office_mark     Mark(picture, width, height, address) or None
    site.help_lines      [HelpLine(name, number)] for the card in a crisis
    site.organiser       who runs it, or ""

Decided here: nothing of it is asked for before a template uses it (the admin's templates run this too), and
what does not depend on the request is kept under the generation of what is public.
"""

import re
from dataclasses import dataclass
from functools import cached_property
from typing import Any

from django.http import HttpRequest
from django.urls import get_script_prefix, reverse
from django.utils import timezone
from django.utils.http import urlencode
from wagtail.models import Site

from catalog.kept import kept
from catalog.models.choices import ItemKind
from catalog.places import KIND_SLUGS
from home import care
from home.models import BrandPage, InfoPage, SiteFacts

# Two characters each: all of them stand in one row of a phone.
KINDS_IN_NAVIGATION = {
    ItemKind.LESSON: "课程",
    ItemKind.PLAN: "教案",
    ItemKind.ROUTE: "研学",
    ItemKind.UNIT: "场馆",
    ItemKind.COLLECTION: "专题",
}
_KIND_OF_SLUG = {slug: kind for kind, slug in KIND_SLUGS.items()}


@dataclass(frozen=True)
class Link:
    label: str
    address: str
    current: bool = False


@dataclass(frozen=True)
class Fact:
    label: str
    value: str
    address: str = ""


@dataclass(frozen=True)
class Mark:
    picture: str
    width: int
    height: int
    address: str


@dataclass(frozen=True)
class HelpLine:
    name: str
    number: str


@dataclass(frozen=True)
class Furniture:
    """What is the same for every visitor until something changes."""

    facts: list[Fact]
    office_mark: Mark | None
    help_lines: list[HelpLine]
    notice: str
    notice_until: Any
    brand: Link | None
    pages: list[Link]
    organiser: str


class SiteContext:
    """The furniture as this request sees it."""

    def __init__(self, request: HttpRequest) -> None:
        self._request = request

    @cached_property
    def _furniture(self) -> Furniture:
        name = f"furniture:{self._request.get_host()}:{get_script_prefix()}"
        return kept(name, lambda: _furniture(self._request))

    @property
    def notice(self) -> str:
        until = self._furniture.notice_until
        return "" if until and until < timezone.localdate() else self._furniture.notice

    @property
    def facts(self) -> list[Fact]:
        return self._furniture.facts

    @property
    def office_mark(self) -> Mark | None:
        return self._furniture.office_mark

    @property
    def help_lines(self) -> list[HelpLine]:
        return self._furniture.help_lines

    @property
    def organiser(self) -> str:
        return self._furniture.organiser

    @cached_property
    def pages(self) -> list[Link]:
        site_map = Link("网站地图", reverse("home:site_map"))
        return [self._seen(link) for link in [*self._furniture.pages, site_map]]

    @cached_property
    def navigation(self) -> list[Link]:
        kind = _kind_at(self._request)
        links = [
            Link(label, reverse("catalog:kind", args=[value]), current=value == kind)
            for value, label in KINDS_IN_NAVIGATION.items()
        ]
        return links + ([self._seen(self._furniture.brand)] if self._furniture.brand else [])

    @cached_property
    def care_switch(self) -> Link:
        on = care.is_on(self._request)
        address = reverse("home:care", args=["off" if on else "on"])
        query = urlencode({"next": self._request.get_full_path()})
        return Link("退出关怀版" if on else "关怀版", f"{address}?{query}")

    def _seen(self, link: Link) -> Link:
        return Link(link.label, link.address, current=link.address == self._request.path)


def site(request: HttpRequest) -> dict[str, Any]:
    """The context processor."""
    return {"care": care.is_on(request), "site": SiteContext(request)}


def _furniture(request: HttpRequest) -> Furniture:
    where = Site.find_for_request(request)
    facts = SiteFacts.objects.filter(site=where).select_related("office_mark").first() or SiteFacts()
    brand = BrandPage.objects.live().public().order_by("pk").first()
    return Furniture(
        facts=_facts(facts),
        office_mark=_office_mark(facts),
        help_lines=_help_lines(facts.help_lines),
        notice=facts.notice,
        notice_until=facts.notice_until,
        brand=Link("品牌", brand.get_url(request)) if brand else None,
        pages=[
            Link(page.title, page.get_url(request))
            for page in InfoPage.objects.live().public().order_by("pk")
        ],
        organiser=facts.organiser,
    )


def _facts(facts: SiteFacts) -> list[Fact]:
    # The police's own address of a number; its pattern is fixed by them.
    police_number = "".join(re.findall(r"\d+", facts.police))
    police = f"https://beian.mps.gov.cn/#/query/webSearch?code={police_number}" if police_number else ""
    said = [
        Fact("主办单位", facts.organiser),
        Fact("联系电话", facts.phone),
        Fact("网站标识码", facts.identifier),
        Fact("ICP备案", facts.icp, "https://beian.miit.gov.cn/"),
        Fact("公安备案", facts.police, police),
    ]
    return [fact for fact in said if fact.value]


def _office_mark(facts: SiteFacts) -> Mark | None:
    mark = facts.office_mark
    if mark is None:
        return None
    picture = mark.get_rendition("max-160x120|format-png")
    return Mark(picture.url, picture.width, picture.height, facts.office_mark_link)


def _help_lines(text: str) -> list[HelpLine]:
    """One a line; the number is what follows the last space."""
    lines = [line.strip() for line in text.splitlines() if line.strip()]
    return [HelpLine(*line.rsplit(maxsplit=1)) if " " in line else HelpLine("", line) for line in lines]


def _kind_at(request: HttpRequest) -> str:
    """The kind whose list or item this address is, "" for none."""
    match = request.resolver_match
    if match is None:
        return ""
    if "kind" in match.kwargs:
        return str(match.kwargs["kind"])
    steps = match.args[0].split("/") if match.url_name == "wagtail_serve" and match.args else []
    return _KIND_OF_SLUG.get(steps[1], "") if len(steps) > 1 else ""
