"""The sentence that answers, marked."""

from search.highlights import best_snippet, marked, weighed
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
