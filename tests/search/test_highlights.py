"""The sentence that answers, marked."""

import pytest

from search.highlights import best_snippet, best_spoken, marked, marked_words, weighed
from search.wording import distinct_tokens

PASSAGES = [
    {"field": "lead", "text": "一张纸条，三段时间。", "start_ms": None},
    {"field": "body", "text": "他先削铅笔。写作业磨蹭的孩子，多半不会开头。后来好了。", "start_ms": None},
    {"field": "spoken", "text": "手机放在门口的盒子里", "start_ms": 133_000},
]


def weights(text: str) -> dict[str, float]:
    return weighed(distinct_tokens(text))


def test_the_sentence_with_most_of_the_question_is_the_snippet():
    snippet = best_snippet(PASSAGES, weights("孩子写作业磨蹭怎么办"))
    assert snippet.text == "写作业磨蹭的孩子，多半不会开头。"
    assert [s.text for s in snippet.segments if s.marked] == ["写作业磨蹭"]


def test_a_spoken_sentence_comes_with_its_time():
    snippet = best_snippet(PASSAGES, weights("手机"))
    assert (snippet.clock, snippet.seconds) == ("02:13", 133)


def test_where_no_sentence_answers_there_is_none():
    assert best_snippet(PASSAGES, weights("挑食")) is None


def test_marks_stand_on_the_original_text():
    segments = marked("寫作業 ＡＩ 磨蹭<b>", {"写作业", "ai"})
    assert [(s.text, s.marked) for s in segments] == [
        ("寫作業", True),
        (" ", False),
        ("ＡＩ", True),
        (" 磨蹭<b>", False),
    ]


def test_a_long_sentence_is_cut_around_the_words():
    snippet = best_snippet([{"field": "body", "text": "很" * 200 + "手机" + "长" * 200}], weights("手机"))
    assert "手机" in snippet.text
    assert len(snippet.text) < 100


def spoken(*sentences):
    return [{"field": "spoken", "text": text, "start_ms": at * 1000} for at, text in enumerate(sentences)]


def test_the_spoken_sentence_that_says_most_of_the_question_answers_it():
    passages = spoken("吼从来不是忽然来的。", "辅导作业想吼的时候，先站起来走开。", "作业放一放。")
    share, snippet = best_spoken(passages, ["辅导作业", "作业", "吼"], [], "家里的晚上")
    assert share == 1.0
    assert snippet.text == "辅导作业想吼的时候，先站起来走开。"
    assert snippet.clock == "00:01"
    assert [segment.text for segment in snippet.segments if segment.marked] == ["辅导作业", "吼"]


def test_another_word_for_what_was_asked_answers_too():
    passages = spoken("写作业拖拉，先看是不会做，还是不想做。")
    assert best_spoken(passages, ["写作业", "磨蹭"], ["拖拉"], "先别急着催")


@pytest.mark.parametrize(
    ("sentence", "why"),
    [
        ("写作业磨蹭，到底该怎么办呢？", "it asks back"),
        ("写作业磨蹭先别急着催。", "the title read out"),
        ("作业写完再玩也来得及。", "only about it"),
        ("磨蹭写作业。", "a fragment"),
    ],
)
def test_what_is_no_answer_is_not_shown_as_one(sentence, why):
    assert best_spoken(spoken(sentence), ["写作业", "磨蹭"], [], "写作业磨蹭，先别急着催") is None, why


def test_what_is_only_written_is_no_moment_to_play():
    passages = [{"field": "body", "text": "写作业磨蹭的时候，先坐到他旁边。"}]
    assert best_spoken(passages, ["写作业", "磨蹭"], [], "别的") is None


def test_neighbours_that_are_no_word_are_not_marked_beside_words():
    segments = marked_words("孩子写得最快的是哪样作业", ["写作业", "作业"], ["子写", "作业"])
    assert [segment.text for segment in segments if segment.marked] == ["作业"]
    segments = marked_words("张三丰", ["没有的"], ["三丰"])
    assert [segment.text for segment in segments if segment.marked] == ["三丰"]


def test_a_sentence_never_begins_with_what_ended_the_one_before():
    passages = [{"field": "body", "text": "他说：“不会。”，写作业磨蹭就这样来的。"}]
    assert best_snippet(passages, {"写作业": 3.0}).text == "写作业磨蹭就这样来的。"
