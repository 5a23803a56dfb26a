"""Trying a word before it is saved: what a query would find then, and which help card it would bring.

Decided here: the form as it stands is sent and read, nothing is written; the search itself is the public one, asked
with a vocabulary that holds the unsaved row. Not here: which rows make sense (word_forms.py).
"""

from dataclasses import dataclass, replace
from typing import Any

from django.core.exceptions import PermissionDenied
from django.forms import modelform_factory
from django.http import HttpRequest, HttpResponse
from django.template.response import TemplateResponse
from django.urls import reverse
from django.views.decorators.http import require_POST

from catalog.models import CatalogPage
from search.admin.word_forms import SynonymForm
from search.finding import Found, find
from search.help import Card, card_for, without_harmless, word_of
from search.models import HelpCard, Synonym
from search.models.words import listed
from search.query import clean_text, parse_text
from search.vocabulary import card_of, expansions_of, vocabulary

SHOWN = 10
NOTHING_TO_TRY = "请先在上面写一句家长会搜的话，再点预览。"
_Form = modelform_factory(Synonym, form=SynonymForm, fields=["said", "meant", "both_ways", "active"])


@dataclass(frozen=True)
class Place:
    """An item among the first ones, and what became of it: `mark` for the eye, `says` in words."""

    item: CatalogPage
    mark: str
    says: str


@dataclass(frozen=True)
class Side:
    """What a query finds with one of the vocabularies."""

    places: list[Place]
    total: int
    expansions: tuple[str, ...]


def sides(before: Found, after: Found) -> tuple[Side, Side]:
    """The first items of both answers, each with its move."""
    olds, news = ([one.item for one in found.items[:SHOWN]] for found in (before, after))
    was = {item.pk: place for place, item in enumerate(olds)}
    stays = {item.pk for item in news}
    left = [Place(item, *(("", "") if item.pk in stays else ("gone", f"不再在前{SHOWN}"))) for item in olds]
    right = [Place(item, *_move(was.get(item.pk), place)) for place, item in enumerate(news)]
    return (
        Side(left, before.total, before.meant.expansions),
        Side(right, after.total, after.meant.expansions),
    )


def _move(was: int | None, now: int) -> tuple[str, str]:
    if was is None:
        return "new", "新进来"
    if was == now:
        return "", ""
    return ("up", f"上升{was - now}位") if was > now else ("down", f"下降{now - was}位")


@require_POST
def synonym(request: HttpRequest) -> HttpResponse:
    """What a query finds before and after the row of the form is saved."""
    if not request.user.has_perm("search.change_synonym"):
        raise PermissionDenied
    kept = Synonym.objects.filter(pk=_pk(request)).first()
    form = _Form(request.POST, instance=kept)
    query = parse_text(request.POST.get("try_query", ""))
    context: dict[str, Any] = {"query": query.text, "header_title": "预览同义说法", "header_icon": "search"}
    if not query.text:
        context["problems"] = [NOTHING_TO_TRY]
    elif not form.is_valid():
        context["problems"] = [problem for problems in form.errors.values() for problem in problems]
    else:
        row = form.save(commit=False)
        others = list(Synonym.objects.filter(active=True).exclude(pk=row.pk))
        known = replace(vocabulary(), expansions=expansions_of([*others, *([row] if row.active else [])]))
        context["before"], context["after"] = sides(find(query), find(query, known))
        context["row"] = row
    return _answer(request, "search/admin/_changes.html", context)


@require_POST
def help_card(request: HttpRequest) -> HttpResponse:
    """Which help card a query brings, with the unsaved card or list of harmless phrases of the form."""
    if not request.user.has_perm("search.change_helpcard"):
        raise PermissionDenied
    known = vocabulary()
    text = clean_text(request.POST.get("try_query", ""))
    normal = parse_text(text).normal
    harmless = tuple(listed(request.POST["harmless"])) if "harmless" in request.POST else known.harmless
    cards = _cards_with(request) if "words" in request.POST else known.cards
    serious = without_harmless(normal, harmless)
    card = card_for(normal, cards, harmless)
    context = {
        "query": text,
        "problems": [] if text else [NOTHING_TO_TRY],
        "card": card,
        "word": word_of(card, serious) if card else "",
        "harmless": [phrase for phrase in harmless if phrase in normal],
        "header_title": "试一试求助卡",
        "header_icon": "help",
    }
    return _answer(request, "search/admin/_tried_card.html", context)


def _cards_with(request: HttpRequest) -> tuple[Card, ...]:
    """The active cards in their order, the one of the form as it stands there."""
    rows = list(HelpCard.objects.filter(active=True).exclude(pk=_pk(request)))
    cards = [(row.sort, row.code, card_of(row)) for row in rows]
    if request.POST.get("active"):
        sort, code = request.POST.get("sort", "0"), request.POST.get("code", "")
        words = tuple(listed(request.POST["words"]))
        card = Card(code, request.POST.get("title", ""), request.POST.get("text", ""), (), words)
        cards.append((int(sort) if sort.lstrip("-").isdigit() else 0, code, card))
    return tuple(card for _, _, card in sorted(cards, key=lambda entry: entry[:2]))


def _pk(request: HttpRequest) -> int:
    """The row that the form edits; 0 for one that is being made."""
    raw = request.GET.get("pk", "")
    return int(raw) if raw.isascii() and raw.isdigit() and len(raw) < 10 else 0


def _answer(request: HttpRequest, fragment: str, context: dict[str, Any]) -> HttpResponse:
    """The fragment alone for script, a page around it for everybody else."""
    if request.headers.get("X-Requested-With") == "fetch":
        return TemplateResponse(request, fragment, context)
    crumbs = [
        {"url": reverse("wagtailadmin_home"), "label": "首页"},
        {"url": "", "label": context["header_title"]},
    ]
    return TemplateResponse(
        request, "search/admin/tried.html", {**context, "fragment": fragment, "breadcrumbs_items": crumbs}
    )
