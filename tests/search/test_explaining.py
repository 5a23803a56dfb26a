"""What gave a hit its place."""

import pytest

from search.engines.base import Anything, Best, CompiledQuery, Has, Some, Term
from search.explaining import explained, leaves, value

TITLE, BODY, OTHER = Term("title", "作业", 3.0), Term("body", "作业"), Term("title", "磨蹭", 3.0)
GRADE = Has("grade", ("P3",), 5.0)


def test_the_best_field_counts_whole_and_the_others_by_their_share():
    assert value(Best((TITLE, BODY), 0.5), {TITLE: 6.0, BODY: 2.0}) == 7.0
    assert value(Best((TITLE, BODY), 0.5), {}) is None


def test_too_few_parts_are_no_match_and_give_nothing():
    asked = Some((TITLE, OTHER), minimum=2)
    assert value(asked, {TITLE: 6.0}) is None
    assert value(asked, {TITLE: 6.0, OTHER: 1.0}) == 7.0


def test_contributions_come_by_weight_and_add_up():
    query = CompiledQuery(Some((BODY, Best((OTHER,)))), lifts=(GRADE, Best((OTHER, BODY), 0.5), TITLE))
    assert leaves(query) == [BODY, OTHER, GRADE, TITLE]
    told = explained(query, {TITLE: 6.0, BODY: 2.0, GRADE: 5.0}, 15.0)
    assert [(one.tokens, one.score, one.lifting) for one in told.contributions] == [
        (("作业",), 8.0, False),
        ((), 5.0, True),
        (("磨蹭", "作业"), 2.0, True),
    ]
    # A word is asked for in one field and lifts in another: told as one.
    assert told.contributions[0].terms == ((BODY, 2.0), (TITLE, 6.0))
    assert told.total == 15.0
    assert told.agrees


@pytest.mark.parametrize("score", [13.0, 14.1])
def test_an_engine_that_adds_otherwise_is_shown_up(score):
    told = explained(CompiledQuery(Anything(), lifts=(GRADE,)), {GRADE: 14.0}, score)
    assert not told.agrees
