"""A synonym that would help nobody is refused, and the editor hears why."""

import pytest
from django.forms import modelform_factory

from search.admin import word_rules
from search.admin.word_forms import SynonymForm
from search.models import Synonym

Form = modelform_factory(Synonym, form=SynonymForm, fields=["said", "meant", "both_ways", "active"])


def errors(said, meant, **more):
    form = Form({"said": said, "meant": meant, "active": "on", **more})
    form.is_valid()
    return " ".join(problem for problems in form.errors.values() for problem in problems)


@pytest.fixture(autouse=True)
def words_of_the_city(city):
    """The seeded rows."""


def test_a_good_row_is_taken():
    assert errors("慢得像树懒|像树懒", "磨蹭") == ""


@pytest.mark.parametrize("empty", ["|", " \n｜".replace("｜", "|")])
def test_an_empty_side_is_refused(empty):
    assert "一个词也没有" in errors("慢得像树懒", empty)


def test_a_word_on_both_sides_is_refused():
    assert "“磨蹭”两边都有" in errors("像树懒|磨蹭", "磨蹭|拖拉")


def test_a_single_character_is_refused():
    assert "“慢”只有一个字" in errors("慢", "磨蹭")


def test_a_filler_is_refused():
    assert "“孩子”太常见" in errors("孩子", "磨蹭")


def test_what_half_of_the_library_holds_is_refused(make_lesson, rebuilt, monkeypatch):
    monkeypatch.setattr(word_rules, "FEWEST_ITEMS", 4)
    for number in range(3):
        make_lesson(f"亲子阅读第{number}讲")
    make_lesson("挑食")
    make_lesson("磨蹭")
    rebuilt()
    assert "“阅读”太常见" in errors("看闲书", "阅读")
    assert errors("吃饭挑三拣四", "挑食") == ""


def test_a_pair_that_another_row_has_is_refused_by_its_name():
    Synonym.objects.create(said="像树懒\n像乌龟", meant="磨蹭")
    said = errors("像树懒", "磨蹭")
    assert "“像树懒”到“磨蹭”已经有了" in said
    assert "像树懒、像乌龟 → 磨蹭" in said


def test_the_way_back_of_a_row_counts_too():
    Synonym.objects.create(said="像树懒", meant="磨蹭", both_ways=True)
    assert "已经有了" in errors("磨蹭", "像树懒")


def test_a_row_does_not_collide_with_itself():
    row = Synonym.objects.create(said="像树懒", meant="磨蹭")
    form = Form({"said": "像树懒\n像蜗牛爬", "meant": "磨蹭", "active": "on"}, instance=row)
    assert form.is_valid()


def test_every_row_that_came_with_the_code_can_be_saved_again():
    refused = {}
    for row in Synonym.objects.all():
        data = {"said": row.said, "meant": row.meant, "active": "on"}
        form = Form(data | ({"both_ways": "on"} if row.both_ways else {}), instance=row)
        if not form.is_valid():
            refused[str(row)] = dict(form.errors)
    assert refused == {}
