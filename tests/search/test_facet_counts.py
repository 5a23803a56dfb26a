"""Facets agree with the database, whatever is chosen together."""

import random

import pytest

from catalog.facets import FACETS, Selection
from catalog.models import LessonPlanPage, ResourceUnitPage
from search.documents import eligible
from search.finding import find
from search.query import CatalogQuery, stored_values

COMBINATIONS = 60
CHOICES = {
    "kind": ["lesson", "plan", "unit"],
    "form": ["MICRO", "LECT"],
    "unit_type": ["U01", "U02"],
    "grade": ["PR", "P3", "P4", "J1", "KG"],
    "theme": ["T04", "T0402", "T0403", "T09"],
    "county": ["410311", "410325"],
    "course_type": ["LEAD", "REQ"],
    "minutes": ["10", "20", "40"],
    "year": ["2024", "2025"],
    "level": ["CITY", "COUNTY"],
}


@pytest.fixture
def many_items(make_lesson, rebuilt):
    """Thirty items of three kinds; every facet has values that meet and values that do not."""
    dice = random.Random(7)
    for number in range(30):
        common = {
            "themes": dice.sample(["T0402", "T0403", "T0901", "T04"], k=dice.choice([1, 1, 2])),
            "grades": dice.sample(["P3", "P4", "J1", "K1"], k=dice.choice([1, 2])),
            "county": dice.choice(CHOICES["county"]),
            "year": dice.choice([2024, 2025, None]),
            "recommended_level": dice.choice([*CHOICES["level"], ""]),
        }
        kind = dice.choice(["lesson", "lesson", "plan", "unit"])
        if kind == "lesson":
            make_lesson(
                f"磨蹭{number}",
                form=dice.choice(CHOICES["form"]),
                course_type=dice.choice(["LEAD", "REQ", ""]),
                minutes=dice.choice([8, 10, 15, 40, 55, None]),
                **common,
            )
        elif kind == "plan":
            make_lesson(f"磨蹭{number}", model=LessonPlanPage, minutes=dice.choice([20, 40]), **common)
        else:
            unit_type = dice.choice(CHOICES["unit_type"])
            make_lesson(f"磨蹭{number}", model=ResourceUnitPage, unit_type=unit_type, **common)
    rebuilt()


def in_database(selection: Selection, name: str) -> dict[str, int]:
    """What each value of a facet would give, counted the plainest way there is."""
    kept = {other: values for other, values in selection.values.items() if other != name}
    counts = {}
    for option in FACETS[name].options():
        count = Selection({**kept, name: [option.value]}).apply(eligible()).count()
        if count:
            counts[option.value] = count
    return counts


def test_counts_and_totals_are_the_databases_under_every_combination(many_items):
    dice = random.Random(11)
    for _ in range(COMBINATIONS):
        names = dice.sample(list(CHOICES), k=dice.choice([0, 1, 1, 2, 2, 3]))
        chosen = {
            name: dice.sample(CHOICES[name], k=1 if name == "minutes" else dice.choice([1, 2]))
            for name in names
        }
        selection = Selection(chosen)
        found = find(CatalogQuery(text="磨蹭", chosen=selection.values, filters=stored_values(selection)))
        assert found.total == selection.apply(eligible()).count(), selection
        for name in FACETS:
            assert found.facets[name] == in_database(selection, name), (name, selection)
