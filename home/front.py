"""What the front page gathers from the other rooms, in as few queries as it can.

Decided here: which of the monthly menus is this month's; that all cards of the page come in one go; that a section
without items is absent. Not here: how anything looks (templates), and the words of the hero (HomePage).
"""

import re
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.db.models import OuterRef, QuerySet, Subquery
from django.utils import timezone

from catalog.facets import offered_terms
from catalog.kept import kept
from catalog.models import Activity, CatalogPage, CollectionPage, CountyIndexPage, Grade, Theme
from catalog.models.choices import ItemKind, Occasion
from catalog.models.vocabulary import ThemedItem
from catalog.terms import TermInfo, terms
from search.vocabulary import hot_queries

MONTHS = ["一", "二", "三", "四", "五", "六", "七", "八", "九", "十", "十一", "十二"]
NEW_LESSONS = 6
# Among so many newest ones a shelf of different themes is looked for.
LOOKED_THROUGH = 200
OUTINGS = 2
ROOT_CODE_LENGTH = len("T01")
ACTIVITIES = 3
# What other parents ask: as many as fill the rows of a wide screen.
MOST_ASKS = 6


@dataclass(frozen=True)
class Dish:
    """One line of the month's menu: the item, and the stage that it is for."""

    item: CatalogPage
    stage: TermInfo | None


@dataclass(frozen=True)
class WallTile:
    """A root theme as the wall shows it: `short` is the part of its name that a tile has room for."""

    code: str
    name: str
    short: str


def front_page() -> dict[str, Any]:
    """Everything below the hero."""
    public = CatalogPage.objects.public_items()
    menu = menu_of(timezone.localdate())
    menu_ids = list(menu.entries.values_list("item_id", flat=True)) if menu else []
    newest = public.order_by("-first_published_at", "-pk").values_list("pk", flat=True)
    lessons = kept("front.lessons", lambda: new_lessons(public))
    routes = kept("front.routes", lambda: list(newest.filter(kind=ItemKind.ROUTE)[:1]))
    units = kept("front.units", lambda: list(newest.filter(kind=ItemKind.UNIT)[: OUTINGS - len(routes)]))
    wanted = [*lessons, *routes, *units, *menu_ids, *([menu.pk] if menu else [])]
    cards = public.for_cards().in_bulk(wanted)
    return {
        "stages": picker_stages(),
        "asks": hot_queries(MOST_ASKS),
        "menu": cards.get(menu.pk) if menu else None,
        "menu_words": menu.words if menu else "",
        "menu_month": MONTHS[timezone.localdate().month - 1] if menu and is_of_month(menu.title) else "",
        "dishes": _dishes([cards[pk] for pk in menu_ids if pk in cards]),
        "wall": kept("front.wall", lambda: _wall(public)),
        "newest_lessons": [cards[pk] for pk in lessons if pk in cards],
        "outings": [cards[pk] for pk in [*routes, *units] if pk in cards],
        "activities": kept(f"front.activities:{timezone.localdate()}", coming_activities),
        "counties": kept("front.counties", lambda: list(counties_with(public))),
    }


def _wall(public: QuerySet[CatalogPage]) -> list[WallTile]:
    return [
        WallTile(theme.code, theme.name, short_name(theme.name)) for theme in offered_terms(Theme, public)
    ]


def new_lessons(public: QuerySet[CatalogPage]) -> list[int]:
    """The newest recommended lessons, one of each theme as far as they go: a batch on one theme fills no shelf."""
    newest = (
        public.filter(kind=ItemKind.LESSON)
        .annotate(
            theme=Subquery(
                ThemedItem.objects.filter(content_object=OuterRef("pk"))
                .order_by("pk")
                .values("tag__code")[:1]
            )
        )
        .order_by("-first_published_at", "-pk")
        .values_list("pk", "theme", "recommended_level")[:LOOKED_THROUGH]
    )
    ordered = sorted(newest, key=lambda row: not row[2])
    first_of_theme: dict[str, int] = {}
    for pk, theme, _ in ordered:
        first_of_theme.setdefault((theme or "")[:ROOT_CODE_LENGTH], pk)
    shelf = [*first_of_theme.values(), *(pk for pk, _, _ in ordered)]
    return list(dict.fromkeys(shelf))[:NEW_LESSONS]


def picker_stages() -> list[TermInfo]:
    """The stages that the picker offers beside 不限: the four that nearly every child goes through."""
    return [term for term in terms(Grade).values() if term.code in {"KG", "PR", "JH", "SH"}]


def is_of_month(title: str) -> bool:
    return title.startswith(f"{MONTHS[timezone.localdate().month - 1]}月")


def menu_of(today: date) -> CollectionPage | None:
    """The guidance menu of this month, else the last one that came out."""
    menus = CollectionPage.objects.filter(
        occasion=Occasion.MENU,
        pk__in=CatalogPage.objects.public_items().filter(kind=ItemKind.COLLECTION).values("pk"),
    )
    month = f"{MONTHS[today.month - 1]}月"
    return (
        menus.filter(title__startswith=month, year=today.year).first()
        or menus.filter(year__lte=today.year).order_by("-year", "-first_published_at", "-pk").first()
    )


def _dishes(items: list[CatalogPage]) -> list[Dish]:
    """Each item with the first stage that no line before it has; a menu holds one item per stage."""
    known = {term.code: term for term in terms(Grade).values()}
    taken: set[str] = set()
    dishes = []
    for item in items:
        code = next((code for code in item.stage_codes if code not in taken), "")
        taken.add(code)
        dishes.append(Dish(item, known.get(code)))
    return dishes


def short_name(name: str) -> str:
    """亲子关系与沟通 → 亲子关系. The whole name is the link's accessible name."""
    return re.split(r"[、，与和]", name)[0]


def coming_activities() -> list[Activity]:
    """The next planned activities of public units."""
    return list(
        Activity.objects.filter(
            state=Activity.State.PLANNED,
            date__gte=timezone.localdate(),
            page__in=CatalogPage.objects.public_items().filter(kind=ItemKind.UNIT).values("pk"),
        )
        .select_related("page")
        .order_by("date", "pk")[:ACTIVITIES]
    )


def counties_with(items: QuerySet[CatalogPage]) -> QuerySet[CountyIndexPage]:
    """The pages of the counties that have at least one of the items."""
    return (
        CountyIndexPage.objects.live()
        .filter(organisation__in=items.order_by().values("county"))
        .order_by("organisation__code")
    )
