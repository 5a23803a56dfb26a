"""The same words for documents and queries, whatever way they are written."""

import pytest

from search.analysis import normalise, seed_words, stands, tokens, words


def test_traditional_full_width_and_capitals_are_written_alike():
    assert normalise("寫作業ＡＢＣ") == "写作业abc"


def test_what_nobody_sees_is_dropped():
    assert normalise("写\x00作\u200b业\ud800") == "写作业"


def test_words_of_the_vocabulary_are_words():
    assert "丢三落四" in words("孩子总是丢三落四")
    assert "闷葫芦" in seed_words()


def test_a_run_of_han_gives_words_and_neighbours():
    found = tokens("写作业磨蹭")
    assert {"作业", "磨蹭", "写作", "业磨"} <= set(found)


def test_a_two_character_word_weighs_as_word_and_as_neighbours():
    assert tokens("磨蹭").count("磨蹭") == 2


def test_latin_words_and_numbers_stay_whole():
    assert tokens("AI写3月14日")[:1] == ["ai"]
    assert "14" in tokens("3月14日")
    assert "c" in tokens("C++")


@pytest.mark.parametrize("text", ["", " ", "，。！", "\x00", "()[]{}^~*?:\\/\"'"])
def test_text_without_words_gives_no_tokens(text):
    assert tokens(text) == []


@pytest.mark.parametrize(
    ("word", "text", "does"),
    [
        ("近视", "孩子近视了", True),
        ("近视", "最近视频看太多", False),
        ("近视", "最近视频看太多,近视了", True),
        ("中考", "期中考试没考好", False),
        ("中考", "中考前一个月", True),
        ("磨蹭", "写作业磨磨蹭蹭", False),
        ("老师说", "老师说他上课讲话", True),
    ],
)
def test_a_word_stands_where_it_is_no_chance_meeting_of_two_others(word, text, does):
    assert stands(word, text) == does
