"""What editors change works at the next question, in every process."""

from dataclasses import replace

import pytest
from django.db import connection

from catalog import generation
from search import understanding
from search import vocabulary as room
from search.models import CountyContact, HelpCard, SearchWords, SuggestedQuery, Synonym
from search.vocabulary import hot_queries, vocabulary


@pytest.fixture(autouse=True)
def read_once(city):
    """As a process that has answered a question before."""
    vocabulary()


def said(word):
    return dict(vocabulary().expansions).get(word)


def test_a_new_synonym_is_known_at_once_to_a_process_that_did_not_save_it(
    django_capture_on_commit_callbacks,
):
    """Only the number in the database tells: nothing of the saving reaches what this process has kept."""
    kept = room._kept
    with django_capture_on_commit_callbacks(execute=True):
        Synonym.objects.create(said="像树懒", meant="磨蹭")
    assert room._kept is kept
    assert said("像树懒") == ("磨蹭",)


def test_one_that_is_switched_off_or_deleted_is_gone(django_capture_on_commit_callbacks):
    with django_capture_on_commit_callbacks(execute=True):
        row = Synonym.objects.create(said="像树懒", meant="磨蹭")
    assert said("像树懒")
    connection.run_on_commit.clear()  # the test's own transaction never ends
    with django_capture_on_commit_callbacks(execute=True):
        row.delete()
    assert said("像树懒") is None


def test_nothing_is_read_again_while_nothing_changes(django_assert_num_queries):
    with django_assert_num_queries(1):
        vocabulary()


def test_both_ways_leads_back():
    Synonym.objects.create(said="像树懒", meant="磨蹭|拖拉", both_ways=True)
    generation._grow()
    assert said("像树懒") == ("磨蹭", "拖拉")
    assert "像树懒" in said("拖拉")


def test_hot_queries_are_those_an_editor_chose_in_their_order():
    SuggestedQuery.objects.all().delete()
    for text, hot, active, sort in (("乙", True, True, 2), ("甲", True, True, 1), ("丙", False, True, 0)):
        SuggestedQuery.objects.create(text=text, hot=hot, active=active, sort=sort)
    SuggestedQuery.objects.create(text="丁", hot=True, active=False)
    generation._grow()
    assert hot_queries(6) == ["甲", "乙"]
    assert hot_queries(1) == ["甲"]
    assert vocabulary().asks == ("丙", "甲", "乙")


def test_a_word_blocked_later_takes_back_what_was_approved():
    SuggestedQuery.objects.create(text="孩子打赌输了", hot=True)
    SearchWords.objects.update(blocked="打赌")
    generation._grow()
    assert "孩子打赌输了" not in vocabulary().asks
    assert "孩子打赌输了" not in hot_queries(99)


def test_a_countys_number_waits_until_somebody_has_checked_it(city):
    card = HelpCard.objects.get(code="life")
    county = city.children.get(code="410311")
    line = {"card": card, "county": county}
    CountyContact.objects.create(**line, name="没核实的", number="0379-00000001")
    CountyContact.objects.create(**line, name="示例站", number="0379-00000000", checked_on="2026-09-01")
    generation._grow()
    (lines,) = (known.lines for known in vocabulary().cards if known.code == "life")
    assert [(line.county, line.name) for line in lines] == [("410311", "示例站")]


def test_a_saying_made_of_the_end_of_one_word_and_the_beginning_of_the_next_is_not_said():
    known = replace(vocabulary(), expansions=(("近视", ("视力",)),), theme_words=(("中考", "T15"),))
    assert understanding.said("孩子近视了,中考怎么办", known) == {"近视": ("视力",), "中考": ()}
    assert understanding.said("最近视频太多,期中考试没考好", known) == {}
