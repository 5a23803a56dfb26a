"""Both engines do the same, and what they give adds up: asked at random and with the judged questions."""

import math
import random
from itertools import pairwise
from pathlib import Path

import pytest
from django.core.management import call_command

from search.documents import FACET_NAMES, PARTS, TEXT_FIELDS, IndexDocument
from search.engines.base import Best, Clause, CompiledQuery, Engine, Has, SearchResult, Some, Sort, Term
from search.evaluation import read_judgements
from search.explaining import explained, leaves
from search.query import parse_text
from search.ranking import compiled
from search.understanding import understand
from tests.search.engines.conftest import filled

JUDGED = sorted((Path(__file__).parent.parent / "judged").glob("*.tsv"))
# Both add 32-bit numbers, in another order.
NEARLY = 1e-5


@pytest.fixture
def both(embedded, elastic) -> tuple[Engine, Engine]:
    return embedded, elastic


def assert_same(ours: SearchResult, theirs: SearchResult, asked: object) -> None:
    """The same total and facets, and the same hits in the same order, but for hits of nearly the same score."""
    assert ours.total == theirs.total, asked
    assert ours.facets == theirs.facets, asked
    scores = {hit.id: hit.score for hit in ours.hits}
    others = {hit.id: hit.score for hit in theirs.hits}
    for id in scores.keys() & others.keys():
        assert math.isclose(scores[id], others[id], rel_tol=NEARLY, abs_tol=1e-4), (asked, id)
    # Only what scores as the last hit of the page does may be on one page and not on the other.
    for id in scores.keys() ^ others.keys():
        mine = scores if id in scores else others
        assert math.isclose(mine[id], min(mine.values()), rel_tol=NEARLY), (asked, id)
    for first, second in pairwise([hit.id for hit in theirs.hits if hit.id in scores]):
        assert scores[first] >= scores[second] * (1 - NEARLY) - 1e-4, (asked, first, second)


def random_documents(chance: random.Random) -> list[IndexDocument]:
    words = [f"词{n}" for n in range(40)] + ["作业", "磨蹭", "挑食"]
    made = []
    for id in range(1, 401):
        lengths = {part: chance.randint(1, 900 if part == "body" else 30) for part in PARTS}
        texts = {part: [" ".join(chance.choices(words, k=length))] for part, length in lengths.items()}
        facets = {
            name: [f"{name}{n}" for n in chance.sample(range(30), k=chance.randint(0, 3))]
            for name in FACET_NAMES
        }
        shortest = (chance.randint(1, 50) << 24) + id
        made.append(
            IndexDocument(id, chance.randint(0, 9), texts, facets, (id * 7919 % 401 << 24) + id, shortest, {})
        )
    return made


def random_query(chance: random.Random) -> CompiledQuery:
    words = [f"词{n}" for n in range(45)] + ["作业", "磨蹭"]

    def clause(depth: int) -> Clause:
        match chance.randint(0, 5 if depth else 1):
            case 0 | 1:
                return Term(chance.choice(TEXT_FIELDS), chance.choice(words), chance.choice([1.0, 0.1, 3.0]))
            case 2 | 3:
                return Best(tuple(clause(depth - 1) for _ in range(3)), chance.choice([0.0, 0.5]))
            case 4:
                return Some(tuple(clause(depth - 1) for _ in range(4)), chance.randint(1, 5))
            case _:
                return Has(*has())

    def has() -> tuple[str, tuple[str, ...], float]:
        name = chance.choice(FACET_NAMES)
        return name, tuple(f"{name}{n}" for n in chance.sample(range(30), k=2)), chance.choice([0.0, 5.0])

    filters = {name: values for name, values, _ in [has() for _ in range(chance.choice([0, 0, 1, 2]))]}
    return CompiledQuery(
        match=clause(3),
        lifts=(
            *(Has(*has()) for _ in range(chance.randint(0, 2))),
            *(clause(1) for _ in range(chance.randint(0, 2))),
        ),
        filters=filters,
        sort=chance.choice(list(Sort)),
        limit=20,
        facets=FACET_NAMES,
    )


def test_what_the_leaves_give_adds_up_to_the_score(either):
    chance = random.Random(5)
    filled(either, random_documents(chance))
    explanations = []
    for _ in range(80):
        asked = random_query(chance)
        if asked.sort is Sort.RELEVANCE:
            hits = either.search(asked).hits
            scores = either.leaf_scores(leaves(asked), [hit.id for hit in hits])
            explanations += [explained(asked, scores[hit.id], hit.score) for hit in hits]
    assert len(explanations) > 50
    assert [one for one in explanations if not one.agrees] == []


def test_both_answer_any_question_alike(both):
    chance = random.Random(8)
    documents = random_documents(chance)
    for engine in both:
        filled(engine, documents)
    embedded, elastic = both
    assert list(embedded.dump()) == list(elastic.dump())
    for _ in range(150):
        asked = random_query(chance)
        ours, theirs = embedded.search(asked), elastic.search(asked)
        if asked.sort is Sort.RELEVANCE:
            assert_same(ours, theirs, asked)
        else:
            assert [hit.id for hit in ours.hits] == [hit.id for hit in theirs.hits], asked
            assert (ours.total, ours.facets) == (theirs.total, theirs.facets), asked


def test_both_answer_the_judged_questions_alike(both, db):
    """On the demonstration's items: the same first hit, totals, facets and page of each."""
    from home.demo.loader import DemoLoader
    from search import indexing
    from search.documents import documents
    from search.engines import engine

    call_command("load_organisations", verbosity=0)
    call_command("load_vocabulary", verbosity=0)
    call_command("make_places", verbosity=0)
    DemoLoader().load()
    indexing.rebuild()
    embedded, elastic = engine(), both[1]
    filled(elastic, list(documents(indexing.eligible_ids())))
    assert embedded.status().documents == elastic.status().documents > 100
    different = []
    for judgement in [judgement for path in JUDGED for judgement in read_judgements(path)]:
        query = parse_text(judgement.query)
        asked = compiled(query, understand(query))
        ours, theirs = embedded.search(asked), elastic.search(asked)
        assert_same(ours, theirs, judgement.query)
        if [hit.id for hit in ours.hits[:1]] != [hit.id for hit in theirs.hits[:1]]:
            different.append(judgement.query)
    assert different == []
