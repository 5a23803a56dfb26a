"""In a large catalogue the telling words of a question decide what is found."""

import pytest

from search import answering, telling
from search.answering import answered
from search.engines.base import Anything, Best, CompiledQuery, Frequencies, SearchResult, Some, Term
from search.finding import find
from search.query import CatalogQuery, parse_text
from search.ranking import compiled, word_clauses
from search.telling import MANY, most_telling
from search.understanding import Understanding, understand

COMMON, RARE, SELDOM = Term("text", "作业"), Term("text", "磨蹭"), Term("text", "橡皮")


def known(documents=1_000_000, **held):
    return Frequencies(documents, {("text", token): count for token, count in held.items()})


def test_words_are_asked_for_until_enough_documents_hold_one():
    told = known(作业=400_000, 磨蹭=MANY - 1, 橡皮=1)
    assert most_telling([COMMON, RARE, SELDOM], told) == ((RARE, SELDOM), (COMMON,))
    told = known(作业=400_000, 磨蹭=MANY - 2, 橡皮=1)
    assert most_telling([COMMON, RARE, SELDOM], told) == ((COMMON, RARE, SELDOM), ())


def test_the_most_telling_word_is_asked_for_however_common_it_is():
    assert most_telling([COMMON], known(作业=900_000)) == ((COMMON,), ())
    assert most_telling([], known()) == ((), ())


def test_a_pair_tells_less_than_a_word_as_rare():
    pair = Term("text", "蹭作", 0.5)
    needed, left = most_telling([pair, RARE], known(磨蹭=MANY, 蹭作=MANY))
    assert (needed, left) == ((RARE,), (pair,))


def test_other_words_for_one_thing_never_come_before_what_was_typed():
    """One of them that no document holds makes them no rarer than all that they bring."""
    others = Best((Some((Term("text", "慢吞吞", 0.4),)), Some((Term("text", "拖延", 0.4),))))
    told = known(磨蹭=MANY, 慢吞吞=0, 拖延=25_000)
    assert most_telling([RARE, others], told) == ((RARE,), (others,))
    assert most_telling([RARE, others], known(磨蹭=5_000, 拖延=25_000)) == ((RARE, others), ())


@pytest.mark.parametrize("documents", [0, 1, 300, MANY])
def test_a_catalogue_of_ordinary_size_is_asked_for_every_word(documents):
    told = known(documents, 作业=documents, 磨蹭=documents, 橡皮=documents, 铅笔=documents)
    match, _ = word_clauses("作业 磨蹭 橡皮 铅笔", frequencies=told)
    assert len(match.parts) == 4


def test_what_only_lifts_may_be_one_of_the_words_that_a_long_question_must_hold():
    text = " ".join(["作业", "磨蹭", *"甲乙丙丁戊己庚辛壬癸子丑寅卯辰巳午未"])
    assert word_clauses(text)[0].minimum == 2
    narrow, lifts = word_clauses(text, frequencies=known(作业=900_000, 磨蹭=800_000, 甲=MANY))
    assert "作业" in {term.token for term in lifts if term.field == "text"}
    assert narrow.minimum == 1


def test_the_words_that_do_not_decide_still_lift():
    told = known(作业=400_000, 磨蹭=50_000)
    match, lifts = word_clauses("作业 磨蹭", frequencies=told)
    assert [term.token for term in match.parts] == ["磨蹭"]
    assert ("text", "作业") in {(term.field, term.token) for term in lifts}
    assert match.minimum == 1


def test_a_question_without_words_finds_everything():
    assert word_clauses("", frequencies=known())[0] == Anything()


class Counting:
    """Stands for an engine over many documents: answers `totals` one after the other."""

    name = "counting"

    def __init__(self, *totals: int) -> None:
        self.totals = list(totals)
        self.asked: list[CompiledQuery] = []

    def search(self, query: CompiledQuery) -> SearchResult:
        self.asked.append(query)
        return SearchResult([], self.totals.pop(0), {})


MEANT = Understanding(rest="作业 磨蹭", frequencies=known(作业=400_000, 磨蹭=50_000))


@pytest.mark.parametrize(("totals", "total"), [((answering.FEW,), answering.FEW), ((3, 70), 70)])
def test_where_filters_leave_few_all_words_are_asked_for(totals, total):
    engine = Counting(*totals)
    asked, found = answered(CatalogQuery(text="作业 磨蹭"), MEANT, by=engine, limit=1)
    assert found.total == total
    assert asked == engine.asked[-1]
    assert len(engine.asked) == len(totals)
    assert [len(one.match.parts) for one in engine.asked] == [1, 2][: len(totals)]
    assert {one.limit for one in engine.asked} == {1}


def test_nothing_is_asked_twice_where_all_words_were_asked_for():
    engine = Counting(3)
    whole = Understanding(rest="作业 磨蹭", frequencies=known(300, 作业=200, 磨蹭=50))
    assert answered(CatalogQuery(text="作业 磨蹭"), whole, by=engine)[1].total == 3


def test_all_words_of_a_long_question_may_find_less_and_then_do_not_count():
    engine = Counting(3, 1)
    asked, found = answered(CatalogQuery(text="作业 磨蹭"), MEANT, by=engine)
    assert (found.total, asked) == (3, engine.asked[0])


def test_who_needs_only_the_best_asks_once():
    engine = Counting(1)
    assert answered(CatalogQuery(text="作业 磨蹭"), MEANT, by=engine, few=1)[1].total == 1


def test_on_a_real_index_the_common_word_finds_only_where_it_must(make_lesson, rebuilt, monkeypatch):
    for number in range(6):
        make_lesson(f"写作业第{number}课", text="作业。")
    make_lesson("磨蹭", text="慢慢来。")
    rebuilt()
    asked = parse_text("作业 磨蹭")
    assert find(asked).total == 7
    # As if seven lessons were many, and then as if one hit were enough for a page.
    monkeypatch.setattr(telling, "MANY", 1)
    meant = understand(asked)
    assert meant.frequencies.documents == 7
    assert meant.frequencies.holding["text", "作业"] == 6
    assert [term.token for term in compiled(asked, meant).match.parts] == ["磨蹭"]
    whole = find(asked)
    assert (whole.total, len(whole.asked.match.parts)) == (7, 2)
    monkeypatch.setattr(answering, "FEW", 1)
    assert find(asked).total == 1
    assert len(find(asked).asked.match.parts) == 1
