"""Danger is recognised, everyday talk is not taken for it."""

import pytest

from search.help import card_for
from search.vocabulary import forget, vocabulary


@pytest.fixture(autouse=True)
def cards(city):
    forget()


def code(text: str) -> str | None:
    card = card_for(text, vocabulary().cards, vocabulary().harmless)
    return card.code if card else None


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("孩子说不想活了", "life"),
        ("胳膊上有小刀划的印子", "life"),
        ("有人摸孩子身体", "sexual"),
        ("老公打孩子", "violence"),
        ("孩子离家出走一天", "missing"),
        ("被同学霸凌", "bullying"),
        ("孩子被骗钱了", "fraud"),
    ],
)
def test_danger_brings_its_card(text, expected):
    assert code(text) == expected


@pytest.mark.parametrize(
    "text",
    [
        "气死了",
        "烦死我了",
        "写作业累死了",
        "死记硬背",
        "怎么教孩子防性侵",
        "防诈骗 教案",
        "老公打游戏",
        "不想写作业",
        "想死你了",
    ],
)
def test_everyday_anger_and_lessons_bring_none(text):
    assert code(text) is None
