"""The judged lists: how the figures are reckoned, and that they do not fall."""

import json
from pathlib import Path

from django.core.management import call_command

from search import indexing
from search.evaluation import Answered, Judgement, evaluate

JUDGED = Path(__file__).parent / "judged"
MAY_FALL = 0.02


def test_figures_are_those_of_the_textbook():
    judgements = [
        Judgement("a", frozenset({"T01"})),
        Judgement("b", frozenset({"T02"}), kind="typo", expect=("card",)),
    ]
    hits = {"a": [{"T02"}, {"T01"}], "b": [{"T01"}] * 10}
    result = evaluate(judgements, lambda q: Answered([frozenset(h) for h in hits[q]]), lambda answers: 1)
    assert result.kinds["plain"].mrr_10 == 0.5
    assert round(result.kinds["plain"].ndcg_10, 4) == 0.6309
    assert (result.overall.success_1, result.overall.success_5) == (0.0, 0.5)
    assert [one["query"] for one in result.failing] == ["b"]
    assert [one["query"] for one in result.misunderstood] == ["b"]


def test_parents_questions_are_answered_as_well_as_before(db, capsys, settings, tmp_path):
    settings.VAR_DIR = tmp_path
    with indexing.paused():
        call_command("load_demo", verbosity=0)
    indexing.rebuild()
    before = json.loads((JUDGED / "baseline.json").read_text())
    for name, figures in before.items():
        capsys.readouterr()
        call_command("search_evaluate", str(JUDGED / f"{name}.tsv"), "--json")
        overall = json.loads(capsys.readouterr().out)["overall"]
        assert overall["ndcg_10"] >= figures["ndcg_10"] - MAY_FALL, name
        assert overall["success_5"] >= 0.95, name
        assert overall["success_1"] >= 0.80, name
