"""What a rebuild learns of words from the documents."""

import pytest

from search import lexicon
from search.documents import IndexDocument
from search.models import IndexWord
from search.vocabulary import vocabulary

pytestmark = pytest.mark.django_db


def a_document(id, theme, **texts):
    return IndexDocument(
        id=id,
        version=1,
        texts={"title": ["晚饭以后"], **texts},
        facets={},
        newest=id,
        shortest=id,
        card={"themes": [theme]},
    )


def learnt(documents):
    collector = lexicon.Collector(vocabulary())
    for document in documents:
        collector.add(document)
    collector.save()
    return {row.word: row for row in IndexWord.objects.all()}


def test_a_word_leans_to_the_theme_of_the_lessons_that_hold_it(city):
    words = learnt([a_document(1, "T04", lead=["闹钟响了"]), a_document(2, "T09", lead=["屏幕亮着"])])
    assert words["闹钟"].leanings["T04"] > 1
    assert "T09" not in words["闹钟"].leanings
    assert words["闹钟"].documents == 1


def test_beyond_enough_documents_only_what_says_much_is_learnt(city, monkeypatch):
    monkeypatch.setattr(lexicon, "ENOUGH", 1)
    words = learnt(
        [
            a_document(1, "T04", body=["闹钟响了"]),
            a_document(2, "T09", lead=["屏幕亮着"], body=["葫芦丝响了"]),
        ]
    )
    assert (words["闹钟"].documents, words["屏幕"].documents) == (1, 1)
    assert words["葫芦丝"].documents == 0
