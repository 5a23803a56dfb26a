"""Items to documents: what of an item can be found, by which field, filtered by which value.

Decided here: which items may be found at all (`public_items`, the catalogue's one rule, asked again at every
writing, rebuild, reconcile and reading); the parts of its text and what they weigh; what a hit shows without its
address. A thousand items cost a bounded number of queries. Not here: tokens (analysis.py), what
else ranks (ranking.py), where documents are kept (engines/).
"""

import hashlib
import json
import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from html import unescape
from itertools import chain
from typing import Any

from django.db.models import Prefetch, QuerySet

from catalog.facets import MINUTES
from catalog.models import (
    CatalogPage,
    CatalogQuerySet,
    CollectionEntry,
    CollectionPage,
    LessonPage,
    LessonPlanPage,
    ResourceUnitPage,
    StudyRoutePage,
)
from catalog.models.vocabulary import Theme
from search.analysis import tokens
from search.starts import beginnings

KINDS: tuple[type[CatalogPage], ...] = (
    LessonPage,
    LessonPlanPage,
    StudyRoutePage,
    ResourceUnitPage,
    CollectionPage,
)
# Beside the relations that all kinds have.
_KIND_RELATIONS: dict[type[CatalogPage], list[Any]] = {
    LessonPage: ["video__cues"],
    StudyRoutePage: ["stops"],
    ResourceUnitPage: ["titles_held", "offerings", "activities"],
    # Joined: a prefetch of the items asks for them one by one (`OR`), which SQLite refuses for a thousand.
    CollectionPage: [Prefetch("entries", queryset=CollectionEntry.objects.select_related("item"))],
}

# The parts of an item's text, and how often the words of each stand in the field `text`: a word that stands there twice
# weighs more, before BM25 saturates ("simple BM25F": Robertson, Zaragoza, Taylor 2004). One field for all of them, since
# each field more is a list more in which every word of every question is looked up. Once or twice is all the difference
# there is: with the title three or four times and topics three times `manage.py search_evaluate
# tests/search/judged/blind_b.tsv` differed by 0.001 in nDCG@10.
PARTS = {
    # Written to say what a lesson is for; ranking.py lifts it once more.
    "title": 2,
    # Names and aliases of its themes, and keywords: professional and colloquial words for the same worry.
    "topic": 2,
    # The theme above: right in kind, too wide to decide.
    "topic_wide": 1,
    # Summary and key points: what a parent gets from it, in the author's words.
    "lead": 2,
    # What to do at home and what to talk about.
    "practice": 1,
    # Mentions many things in passing.
    "body": 1,
    # As the text, with the noise of speech.
    "spoken": 1,
    # A name is either the whole question or chance.
    "people": 1,
}
# What a document holds depends on them: an index of other weights is stale.
PARTS_VERSION = hashlib.blake2b(json.dumps(PARTS).encode(), digest_size=3).hexdigest()
# The fields that hold tokens. What they weigh: see ranking.py.
TEXT_FIELDS = ("title", "text")
# What may be typed first of a title: for suggestions only.
STARTS_FIELD = "starts"
# Stands in fields without text. BM25 asks how long a field is on average, Tantivy over all documents, Lucene over
# those that have the field: with this all have it, and both engines score alike (measured: to seven digits).
NOTHING = "\N{EMPTY SET}"
FACET_NAMES = (
    "kind",
    "form",
    "unit_type",
    "grade",
    "theme",
    "county",
    "course_type",
    "minutes",
    "year",
    "level",
)
NO_MINUTES = 0xFFFF


@dataclass(frozen=True)
class Passage:
    """A piece of an item's text as it is read: shown as the snippet of a hit. `start_ms` of spoken ones."""

    field: str
    text: str
    start_ms: int | None = None


@dataclass(frozen=True)
class IndexDocument:
    """An item as it can be found; `texts` by their part (PARTS)."""

    id: int
    version: int
    texts: dict[str, list[str]]
    facets: dict[str, list[str]]
    newest: int
    shortest: int
    card: dict[str, Any]
    passages: list[Passage] = field(default_factory=list)

    @property
    def digest(self) -> str:
        """Tells whether anything that is indexed changed; the version does not belong to it."""
        told = {**vars(self), "passages": [vars(passage) for passage in self.passages]}
        del told["version"]
        raw = json.dumps(told, ensure_ascii=False, sort_keys=True).encode("utf-8", "replace")
        return hashlib.blake2b(raw, digest_size=8).hexdigest()

    def stored(self) -> dict[str, Any]:
        """What the engine gives back with a hit."""
        return {"card": self.card, "passages": [vars(passage) for passage in self.passages]}

    def tokens(self) -> dict[str, str]:
        """What the engine holds of each field: tokens between spaces."""
        parts = {part: " ".join(chain.from_iterable(map(tokens, self.texts.get(part, [])))) for part in PARTS}
        held = {
            "title": parts["title"],
            "text": whole_text(parts),
            STARTS_FIELD: " ".join(beginnings(self.texts["title"][0])),
        }
        return {name: told or NOTHING for name, told in held.items()}


def whole_text(parts: Mapping[str, str]) -> str:
    """What the field `text` holds of the tokens of the parts."""
    return " ".join(told for part, times in PARTS.items() if (told := parts.get(part)) for _ in range(times))


def eligible(ids: Iterable[int] | None = None) -> CatalogQuerySet:
    """The items that may be found: the catalogue's one rule."""
    items: CatalogQuerySet = CatalogPage.objects.public_items()
    return items if ids is None else items.filter(pk__in=list(ids))


def documents(ids: Iterable[int], versions: Mapping[int, int] | None = None) -> Iterator[IndexDocument]:
    """The documents of those of the items that may be found. Call it with a few hundred ids at a time."""
    wanted = set(eligible(ids).order_by().values_list("pk", flat=True))
    known = versions or {}
    for model in KINDS:
        for item in _with_relations(model).filter(pk__in=wanted):
            yield document(item, version=known.get(item.pk, 0))


def _with_relations(model: type[CatalogPage]) -> QuerySet[Any]:
    return (
        model.objects.select_related("county", "source_organisation__parent")
        .prefetch_related(
            # As plain lists: modelcluster asks a manager of its own for each item and relation otherwise, for a fifth
            # of the time of reading.
            Prefetch("grade_items", to_attr="grade_links"),
            "grade_links__tag__parent",
            Prefetch("theme_items", to_attr="theme_links"),
            "theme_links__tag__parent",
            "theme_links__tag__merged_into__parent",
            Prefetch("keyword_items", to_attr="keyword_links"),
            "keyword_links__tag",
            Prefetch("authors", to_attr="author_rows"),
            *_KIND_RELATIONS.get(model, []),
        )
        .order_by("pk")
    )


def document(item: Any, *, version: int = 0) -> IndexDocument:
    """The document of one item (of its own kind, its relations prefetched)."""
    themes = _themes(item)
    grades = [link.tag for link in item.grade_links]
    passages = [passage for passage in _passages(item) if passage.text.strip()]
    spoken_and_written = _by_field(passages)
    texts = {
        **spoken_and_written,
        "title": [item.title],
        "topic": [*_names(themes), *(link.tag.name for link in item.keyword_links)],
        "topic_wide": _names(_distinct(theme.parent for theme in themes if theme.parent)),
        "people": [*_people(item), *spoken_and_written.get("people", [])],
    }
    minutes = item.minutes
    published = item.first_published_at
    seconds = int(published.timestamp()) if published else 0
    return IndexDocument(
        id=item.pk,
        version=version,
        texts=texts,
        facets={
            "kind": [item.kind],
            "form": _present(getattr(item, "form", "")),
            "unit_type": _present(getattr(item, "unit_type", "")),
            "grade": _with_parents(grades),
            "theme": _with_parents(themes),
            "county": _present(item.county.code if item.county else ""),
            "course_type": _present(getattr(item, "course_type", "")),
            "minutes": [limit for limit in MINUTES if minutes is not None and minutes <= int(limit)],
            "year": _present(str(item.year or "")),
            "level": _present(item.recommended_level),
        },
        # Both sorts end with the id, so that every engine breaks a tie alike.
        newest=(seconds << 24) + (item.pk & 0xFFFFFF),
        shortest=((NO_MINUTES if minutes is None else minutes) << 24) + (item.pk & 0xFFFFFF),
        card={
            "short_id": item.short_id,
            "kind": item.kind,
            "form": getattr(item, "form", "") or None,
            "title": item.title,
            "summary": item.summary,
            "grades": [grade.code for grade in grades],
            "themes": [theme.code for theme in themes],
            "county": item.county.code if item.county else None,
            "minutes": minutes,
        },
        passages=passages,
    )


def _themes(item: Any) -> list[Theme]:
    return _distinct(link.tag.merged_into or link.tag for link in item.theme_links)


def _distinct(terms: Iterable[Any]) -> list[Any]:
    return list({term.pk: term for term in terms}.values())


def _names(themes: Iterable[Theme]) -> list[str]:
    return [word for theme in themes for word in (theme.name, *theme.aliases, *theme.former_names)]


def _with_parents(terms: list[Any]) -> list[str]:
    return list(
        dict.fromkeys(code for t in terms for code in ((t.parent.code, t.code) if t.parent else (t.code,)))
    )


def _present(value: str) -> list[str]:
    return [value] if value else []


def _people(item: Any) -> list[str]:
    found = [author.name for author in item.author_rows]
    place = item.source_organisation
    while place is not None and place.kind != place.Kind.CITY:
        found.append(place.name)
        # One step is prefetched; a township between school and county is one query more at most.
        place = place.parent
    if item.county:
        found += [item.county.name, *item.county.aliases]
    return list(dict.fromkeys(found))


def _by_field(passages: Iterable[Passage]) -> dict[str, list[str]]:
    texts: dict[str, list[str]] = {}
    for passage in passages:
        texts.setdefault(passage.field, []).append(passage.text)
    return texts


def _passages(item: Any) -> Iterator[Passage]:
    yield Passage("lead", item.summary)
    match item:
        case LessonPage():
            yield from _each("lead", _sentences(item.key_points))
            yield from _each("practice", [*_sentences(item.at_home), *_sentences(item.questions)])
            yield from _each("body", paragraphs(item.full_text))
            for cue in item.video.cues.all() if item.video else []:
                yield Passage("spoken", cue.text, cue.start_ms)
        case LessonPlanPage():
            yield from _each("lead", _sentences(item.goals))
            yield from _each("practice", [item.after])
            yield from _each("body", [item.preparation])
            for step in _values(item.steps):
                yield from _each(
                    "body", [step.get("name", ""), step.get("teacher", ""), step.get("parents", "")]
                )
        case StudyRoutePage():
            yield from _each("lead", [stop.name for stop in item.stops.all()])
            yield from _each("practice", [item.before, item.during, item.afterwards])
            yield from _each("body", paragraphs(item.description))
            yield from _each("body", [part for stop in item.stops.all() for part in (stop.task, stop.note)])
            yield from _each("people", [item.organiser])
        case ResourceUnitPage():
            yield Passage("lead", item.get_unit_type_display())
            yield from _each("lead", [offering.name for offering in item.offerings.all()])
            yield from _each("practice", [title.get_title_display() for title in item.titles_held.all()])
            yield from _each("practice", [activity.title for activity in item.activities.all()])
            yield from _each(
                "body", [*paragraphs(item.description), item.address, item.opening, item.booking]
            )
            yield from _each("body", [part for o in item.offerings.all() for part in (o.for_whom, o.booking)])
        case CollectionPage():
            yield from _each("lead", [item.words])
            yield from _each("body", [part for e in item.entries.all() for part in (e.note, e.item.title)])


def _each(name: str, parts: Iterable[str]) -> Iterator[Passage]:
    return (Passage(name, part.strip()) for part in parts if part)


def _values(stream: Any) -> list[Any]:
    """The values of a stream as they are stored: no block is built and nothing is queried."""
    return [block["value"] for block in stream.raw_data if block.get("value")]


def _sentences(stream: Any) -> list[str]:
    return [str(value) for value in _values(stream)]


_BLOCK_END = re.compile(r"</(?:p|li|h[1-6]|blockquote|div)>|<br\s*/?>", re.IGNORECASE)
_TAG = re.compile(r"<[^>]*>")


def paragraphs(html: str) -> list[str]:
    """The plain paragraphs of a rich text."""
    return [text for part in _BLOCK_END.split(html) if (text := unescape(_TAG.sub("", part)).strip())]
