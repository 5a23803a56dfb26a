"""Search for programs: the same question and answer as the page's, as JSON, read-only.

Decided here: the names of fields and their meaning, which stay; errors are problem+json; each address may ask so
many times a minute (SEARCH_API_RATE), more than a school behind one address needs. The description of all this is
at openapi.json and, for people, at docs, which loads nothing from elsewhere.
"""

from typing import Any

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from ninja import NinjaAPI, Query, Schema
from ninja.errors import HttpError, ValidationError

from catalog.models import CatalogPage
from search.documents import eligible
from search.engines.patience import patience
from search.finding import find
from search.problems import problem
from search.query import clean_text, page_size, parse
from search.rate import is_allowed
from search.results import Entry, Results
from search.suggest import suggestions


class HeardOut(Schema):
    type: str
    value: str
    label: str
    text: str
    applied: bool


class ContactOut(Schema):
    name: str
    number: str


class CardOut(Schema):
    code: str
    title: str
    text: str
    contacts: list[ContactOut]


class MomentOut(Schema):
    start: int
    text: str
    url: str


class ItemOut(Schema):
    id: str
    kind: str
    form: str | None
    title: str
    url: str
    summary: str
    grades: list[str]
    themes: list[str]
    county: str | None
    minutes: int | None


class HitOut(ItemOut):
    score: float
    snippet: str | None
    moment: MomentOut | None


class FacetValueOut(Schema):
    value: str
    label: str
    count: int
    selected: bool


class SearchOut(Schema):
    query: str
    heard: list[HeardOut]
    corrected: str | None
    card: CardOut | None
    total: int
    page: int
    page_size: int
    results: list[HitOut]
    facets: dict[str, list[FacetValueOut]]
    engine: str


class SuggestionOut(Schema):
    type: str
    text: str
    url: str


class SuggestionsOut(Schema):
    suggestions: list[SuggestionOut]


class SearchIn(Schema):
    """What may stand in an address. Filters are repeatable; codes are the vocabulary's."""

    q: str = ""
    kind: list[str] = []
    form: list[str] = []
    unit_type: list[str] = []
    grade: list[str] = []
    theme: list[str] = []
    county: list[str] = []
    course_type: list[str] = []
    minutes: str = ""
    year: list[str] = []
    level: list[str] = []
    sort: str = ""
    stage: str = ""
    page: str = ""
    page_size: str = ""


class LimitedAPI(NinjaAPI):
    """Counts every call before it costs anything."""

    def create_response(self, request: HttpRequest, data: Any, **kwargs: Any) -> HttpResponse:
        response = super().create_response(request, data, **kwargs)
        response["Access-Control-Allow-Origin"] = "*"
        return response


def limited(request: HttpRequest) -> bool:
    """For ninja's `auth`: everybody may ask, but not without end."""
    if not is_allowed(request.META.get("REMOTE_ADDR", "")):
        raise HttpError(429, "问得太快，请一分钟后再试。")
    return True


api = LimitedAPI(
    title="河洛家教 检索接口",
    version="1",
    description="只读。筛选参数可重复；值是词表的代码。",
    urls_namespace="search_api",
    docs_url=None,
    openapi_url="openapi.json",
    auth=limited,
)


@api.exception_handler(HttpError)
def _http_error(request: HttpRequest, error: HttpError) -> HttpResponse:
    return problem(request, error.status_code, str(error))


@api.exception_handler(ValidationError)
def _validation_error(request: HttpRequest, error: ValidationError) -> HttpResponse:
    return problem(request, 400, "；".join(f"{part['loc'][-1]}: {part['msg']}" for part in error.errors))


@api.exception_handler(Http404)
def _not_found(request: HttpRequest, error: Http404) -> HttpResponse:
    return problem(request, 404, "没有这一项，或者它不公开。")


@api.get("search", response=SearchOut, summary="检索", by_alias=True)
def search(request: HttpRequest, asked: Query[SearchIn]) -> dict[str, Any]:
    """检索资源。没有q时按筛选浏览；minutes=10是最多十分钟；stage是孩子的学段，只作轻微优先。"""
    with patience():
        found = find(parse(request.GET, page_size=page_size(asked.page_size)))
    results = Results(found)
    return {
        "query": results.query.text,
        "heard": [
            {
                "type": one.type,
                "value": one.value,
                "label": one.label,
                "text": one.text,
                "applied": one in found.applied,
            }
            for one in found.meant.heard
        ],
        "corrected": found.meant.corrected,
        "card": _card(results),
        "total": results.total,
        "page": results.query.page,
        "page_size": results.query.page_size,
        "results": [_hit(request, entry) for entry in results.items],
        "facets": _facets(results),
        "engine": found.engine,
    }


@api.get("suggest", response=SuggestionsOut, summary="输入提示")
def suggest(request: HttpRequest, q: str = "") -> dict[str, Any]:
    """从第一个字起的提示，汉字、拼音、首字母都可以。"""
    return {"suggestions": [vars(one) for one in suggestions(clean_text(q))]}


@api.get("items/{id}", response=ItemOut, summary="一项资源")
def item(request: HttpRequest, id: str) -> dict[str, Any]:
    """按短编号取一项公开的资源。"""
    if not (id.isascii() and id.isalnum()):
        raise Http404
    found: CatalogPage = get_object_or_404(eligible().for_cards(), short_id=id.lower())
    return _item(request, found, getattr(found.specific, "form", None))


def docs(request: HttpRequest) -> HttpResponse:
    """The description for people; nothing in it comes from elsewhere."""
    described = api.get_openapi_schema()
    operations = [
        {"path": path, **operation}
        for path, methods in described["paths"].items()
        for operation in methods.values()
    ]
    return render(request, "search/api_docs.html", {"described": described, "operations": operations})


def _item(request: HttpRequest, found: CatalogPage, form: str | None) -> dict[str, Any]:
    return {
        "id": found.short_id,
        "kind": found.kind,
        "form": form or None,
        "title": found.title,
        "url": found.get_url(request),
        "summary": found.summary,
        "grades": [term.code for term in found.grade_terms],
        "themes": [term.code for term in found.theme_terms],
        "county": found.county.code if found.county else None,
        "minutes": found.minutes,
    }


def _hit(request: HttpRequest, entry: Entry) -> dict[str, Any]:
    # The stored card knows the form; asking the database would cost a query a hit.
    hit = entry.found.hit
    told = _item(request, entry.item, hit.stored["card"]["form"] if hit else None)
    snippet = entry.snippet
    moment = None
    if snippet is not None and snippet.start_ms is not None:
        moment = {"start": snippet.seconds, "text": snippet.text, "url": f"{told['url']}?t={snippet.seconds}"}
    return {
        **told,
        "score": round(entry.found.score, 4),
        "snippet": snippet.text if snippet else None,
        "moment": moment,
    }


def _card(results: Results) -> dict[str, Any] | None:
    card = results.card
    if card is None:
        return None
    contacts = [
        *({"name": name, "number": number} for name, number in card.contacts),
        *({"name": f"{line.place} {line.name}", "number": line.number} for line in results.near_lines),
    ]
    return {"code": card.code, "title": card.title, "text": card.text, "contacts": contacts}


def _facets(results: Results) -> dict[str, list[dict[str, Any]]]:
    return {
        facet.name: [
            {
                "value": value.option.value,
                "label": value.option.label,
                "count": value.count,
                "selected": value.selected,
            }
            for value in facet.values
        ]
        for facet in results.counted
    }
