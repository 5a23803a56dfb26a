"""Mistyped words, without an index: what is known is told."""

import pytest

from search.correction import Sounding, corrected
from search.sounds import blurred, initials, pinyin

WORDS = [
    "青春期",
    "叛逆期",
    "手机",
    "上瘾",
    "专注力",
    "小孩",
    "玩手机",
    "早恋",
    "厌学",
    "作业",
    "国语",
    "研学",
]


def correct(text: str, known: set[str] = frozenset()) -> str:
    def sounding(key):
        return lambda keys: {
            k: [Sounding(w, 3, core=w != "国语") for w in WORDS if key(w) == k] for k in keys
        }

    return corrected(
        text,
        by_sound=sounding(lambda word: blurred(pinyin(word))),
        by_initials=sounding(initials),
        is_known=lambda tokens: {token for token in tokens if token in known},
    )


@pytest.mark.parametrize(
    ("typed", "meant"),
    [
        ("青春其", "青春期"),
        ("手机上隐", "手机上瘾"),
        ("早练", "早恋"),
        ("厌雪", "厌学"),
        ("研雪", "研学"),
        ("qingchunqi", "青春期"),
        ("qing chun qi", "青春期"),
        ("xiaohai wanshouji", "小孩玩手机"),
        ("zuanzuli", "专注力"),
        ("qcq", "青春期"),
    ],
)
def test_what_sounds_like_a_word_of_the_index_is_taken_for_it(typed, meant):
    assert correct(typed) == meant


def test_what_the_index_holds_is_never_corrected():
    assert correct("青春其", known={"青春", "春其"}) == "青春其"
    assert correct("ai", known={"ai"}) == "ai"


def test_words_of_the_dictionary_are_left_alone():
    assert correct("我过于担心") == "我过于担心"


@pytest.mark.parametrize("text", ["", "a", "hello world", "xyzxyz", "的", "？？？", "a" * 200])
def test_what_sounds_like_nothing_stays(text):
    assert correct(text) == text
