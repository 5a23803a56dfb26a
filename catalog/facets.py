"""Facets: how a word in the address, a field of an item and a vocabulary belong together. Said once, here.

Lists compile a `Selection` to the ORM (catalog.listings); the search room compiles the same one to its engine.
Decided here: values of one facet widen (OR), facets narrow (AND); a stage means its grades, a root theme its
children, a merged theme the one that it became; a value that no vocabulary knows is left out.
"""

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field
from typing import Any

from django.db.models import Count, Exists, F, OuterRef, Q, QuerySet
from django.db.models.functions import Coalesce

from accounts.models import Organisation
from catalog.models import CatalogPage, CatalogQuerySet, Grade, Theme
from catalog.models.choices import ItemKind, LessonForm, RecommendedLevel, UnitType, course_types
from catalog.models.vocabulary import GradedItem, Term, ThemedItem
from catalog.terms import terms

MAX_VALUES = 50  # per facet: an address with more is not a person's


@dataclass(frozen=True)
class Option:
    """A value of a facet as a person sees it. `parent` is the code of the value that holds it."""

    value: str
    label: str
    parent: str = ""


@dataclass(frozen=True)
class Facet:
    """`name` in the address, `label` for people, `options` all values there are, `expand` the values that a
    chosen one stands for, `where` the ORM condition for expanded values."""

    name: str
    label: str
    options: Callable[[], list[Option]]
    where: Callable[[list[str]], Q]
    count_by: str = ""  # ORM path of the stored value, for counting
    expand: Callable[[Iterable[str]], list[str]] = field(default=lambda values: list(values))
    multiple: bool = True


def _choices(choices: Iterable[tuple[Any, Any]]) -> list[Option]:
    return [Option(str(value), str(label)) for value, label in choices]


def _terms(model: type[Term]) -> list[Option]:
    return [Option(term.code, term.name, term.parent) for term in terms(model).values()]


def _expand_terms(model: type[Term], values: Iterable[str]) -> list[str]:
    """The codes themselves and those below them; a merged theme's code becomes its successor's."""
    known = terms(model).values()
    successors = {term.code: term.successor for term in known if term.successor}
    wanted = [successors.get(code, code) for code in values]
    below = [term.code for term in known if term.parent in wanted]
    return list(dict.fromkeys([*wanted, *below]))


def _years() -> list[Option]:
    years = CatalogPage.objects.exclude(year=None).order_by("-year").values_list("year", flat=True).distinct()
    return [Option(str(year), f"{year}年") for year in years]


MINUTES = {"10": "10分钟以内", "20": "20分钟以内", "40": "40分钟以内", "60": "60分钟以内"}

FACETS: dict[str, Facet] = {
    facet.name: facet
    for facet in [
        Facet("kind", "种类", lambda: _choices(ItemKind.choices), lambda v: Q(kind__in=v), "kind"),
        Facet(
            "form",
            "形式",
            lambda: _choices(LessonForm.choices),
            lambda v: Q(lessonpage__form__in=v),
            "lessonpage__form",
        ),
        Facet(
            "unit_type",
            "单位类型",
            lambda: _choices(UnitType.choices),
            lambda v: Q(resourceunitpage__unit_type__in=v),
            "resourceunitpage__unit_type",
        ),
        Facet(
            "grade",
            "学段年级",
            lambda: _terms(Grade),
            lambda v: Q(grade_items__tag__code__in=v),
            "grade_items__tag__code",
            expand=lambda v: _expand_terms(Grade, v),
        ),
        Facet(
            "theme",
            "主题",
            lambda: _terms(Theme),
            lambda v: Q(theme_items__tag__code__in=v),
            "theme_items__tag__code",
            expand=lambda v: _expand_terms(Theme, v),
        ),
        Facet(
            "county",
            "县区",
            lambda: [Option(o.code, o.short_name) for o in Organisation.objects.counties()],
            lambda v: Q(county__code__in=v),
            "county__code",
        ),
        Facet(
            "course_type",
            "课程类型",
            lambda: _choices(course_types()),
            lambda v: Q(lessonpage__course_type__in=v),
            "lessonpage__course_type",
        ),
        Facet(
            "minutes",
            "时长",
            lambda: _choices(MINUTES.items()),
            lambda v: Q(minutes__lte=max(int(value) for value in v)),
            multiple=False,
        ),
        Facet("year", "年度", _years, lambda v: Q(year__in=[int(value) for value in v]), "year"),
        Facet(
            "level",
            "推介级别",
            lambda: _choices(RecommendedLevel.choices),
            lambda v: Q(recommended_level__in=v),
            "recommended_level",
        ),
    ]
}


@dataclass(frozen=True)
class Selection:
    """The facet values that somebody chose: {facet name: values}, all of them known to their vocabularies."""

    values: Mapping[str, list[str]]

    @classmethod
    def from_query(cls, query: Any, fixed: Mapping[str, str] | None = None) -> "Selection":
        """Reads a QueryDict (`?grade=P3&grade=P4&theme=T02`); `fixed` values belong to the page itself and
        cannot be taken off."""
        values: dict[str, list[str]] = {}
        for name, facet in FACETS.items():
            chosen = [fixed[name]] if fixed and name in fixed else query.getlist(name)[:MAX_VALUES]
            if not any(chosen):
                continue
            known = {option.value for option in facet.options()}
            chosen = [value for value in dict.fromkeys(chosen) if value in known]
            if chosen:
                values[name] = chosen if facet.multiple else chosen[:1]
        return cls(values)

    def expanded(self) -> dict[str, list[str]]:
        """The stored values that the chosen ones stand for."""
        return {name: FACETS[name].expand(values) for name, values in self.values.items()}

    def apply(self, items: CatalogQuerySet, leave_out: str = "") -> CatalogQuerySet:
        """The items that match; `leave_out` names a facet that does not narrow (to count its siblings)."""
        for name, values in self.expanded().items():
            if name != leave_out:
                # One subquery a facet: joins of two to-many relations would multiply rows.
                items = items.filter(
                    pk__in=CatalogPage.objects.filter(FACETS[name].where(values)).values("pk")
                )
        return items

    def counts(self, items: CatalogQuerySet, name: str) -> dict[str, int]:
        """How many of the items each value of a facet would give, the other facets as chosen. A parent
        counts an item once, however many of its children the item has."""
        facet = FACETS[name]
        matching = self.apply(items, leave_out=name).order_by().values("pk")

        def by(rows: QuerySet, value: Any, what: str) -> dict[str, int]:
            # An item stands once in `rows` for each value, or `what` tells the items apart.
            found = (
                rows.annotate(_value=value)
                .values_list("_value")
                .annotate(n=Count(what, distinct=what != "pk"))
            )
            return {str(value): n for value, n in found if value not in (None, "")}

        if not facet.count_by.endswith("tag__code"):
            return by(CatalogPage.objects.filter(pk__in=matching).order_by(), F(facet.count_by), "pk")
        # From the rows of the vocabulary: starting at the items, the database would visit each of them first.
        rows = _TAGGED[name].objects.filter(content_object__in=matching)
        roots = by(rows, Coalesce("tag__parent__code", "tag__code"), "content_object")
        return by(rows, F("tag__code"), "pk") | roots


_TAGGED: dict[str, Any] = {"grade": GradedItem, "theme": ThemedItem}


def offered_terms(model: type[Term], items: QuerySet) -> QuerySet:
    """The root terms under which there is at least one of the items."""
    tagged = _TAGGED["theme" if model is Theme else "grade"].objects
    # Terms first: each stops at the first item that it finds.
    here = tagged.filter(Q(tag=OuterRef("pk")) | Q(tag__parent=OuterRef("pk")))
    public = items.filter(pk=OuterRef("content_object")).order_by().values("pk")
    return model.objects.roots().filter(Exists(here.filter(Exists(public))))
