"""The interface for programs, as its description says."""

import pytest

from search.engines import engine


def test_an_answer_has_the_described_fields(client, make_lesson, rebuilt):
    lesson = make_lesson(
        "写作业磨蹭", themes=["T0402"], grades=["P3"], minutes=8, summary="一写作业就磨蹭。", form="MICRO"
    )
    make_lesson("挑食", grades=["K1"], form="LECT")
    rebuilt()
    told = client.get("/api/v1/search", {"q": "三年级写作业磨蹭", "form": "MICRO"}).json()
    assert told["query"] == "三年级写作业磨蹭"
    assert told["heard"] == [
        {"type": "grade", "value": "P3", "label": "三年级", "text": "三年级", "applied": False}
    ]
    (hit,) = told["results"]
    assert hit["id"] == lesson.short_id
    assert (hit["kind"], hit["form"], hit["county"], hit["minutes"]) == ("lesson", "MICRO", "410311", 8)
    assert (hit["grades"], hit["themes"]) == (["P3"], ["T0402"])
    assert hit["snippet"] == "一写作业就磨蹭。"
    assert hit["moment"] is None
    assert {"value": "MICRO", "label": "微课", "count": 1, "selected": True} in told["facets"]["form"]
    assert set(told["facets"]) >= {"kind", "grade", "theme", "county", "year", "level", "minutes"}
    assert (told["total"], told["page"], told["page_size"], told["engine"]) == (1, 1, 20, engine().name)
    assert client.get(hit["url"]).status_code == 200


def test_a_mistyped_query_says_what_it_was_taken_for(client, make_lesson, rebuilt):
    make_lesson("青春期的门", themes=["T0802"])
    rebuilt()
    assert client.get("/api/v1/search", {"q": "青春其"}).json()["corrected"] == "青春期"


def test_danger_brings_the_help_card_and_everyday_anger_does_not(client, make_lesson, rebuilt):
    make_lesson("气人的作业")
    rebuilt()
    card = client.get("/api/v1/search", {"q": "孩子说不想活了"}).json()["card"]
    assert card["code"] == "life"
    assert {"name": "急救", "number": "120"} in card["contacts"]
    assert client.get("/api/v1/search", {"q": "写作业气死我了"}).json()["card"] is None


def test_suggestions_come_in_characters_pinyin_and_initials(client, make_lesson, rebuilt):
    make_lesson("磨蹭的早晨")
    rebuilt()
    for typed in ("磨", "moceng", "mc", "早"):
        told = client.get("/api/v1/suggest", {"q": typed}).json()["suggestions"]
        assert "磨蹭的早晨" in [one["text"] for one in told], typed
        assert all(client.get(one["url"], follow=True).status_code == 200 for one in told)


def test_an_item_is_had_by_its_short_id_if_it_is_public(client, make_lesson):
    lesson, draft = make_lesson("写作业磨蹭"), make_lesson("草稿", live=False)
    assert client.get(f"/api/v1/items/{lesson.short_id}").json()["title"] == "写作业磨蹭"
    response = client.get(f"/api/v1/items/{draft.short_id}")
    assert response.status_code == 404
    assert response["Content-Type"] == "application/problem+json"


def test_an_address_may_not_ask_without_end(client, db, settings):
    settings.SEARCH_API_RATE = 2
    statuses = [client.get("/api/v1/suggest?q=", REMOTE_ADDR="10.0.0.9").status_code for _ in range(3)]
    assert statuses == [200, 200, 429]


@pytest.mark.parametrize(
    "query",
    [
        "q=%00",
        "q=" + "写" * 5000,
        "page=9999999999",
        "page_size=99999",
        "sort=x&minutes=abc",
        "grade=ZZ&year=no",
    ],
)
def test_whatever_is_asked_there_is_an_answer(client, make_lesson, rebuilt, query):
    make_lesson("写作业磨蹭")
    rebuilt()
    response = client.get(f"/api/v1/search?{query}")
    assert response.status_code == 200
    assert response.json()["page_size"] <= 50


def test_the_description_loads_nothing_from_elsewhere(client, db):
    page = client.get("/api/v1/docs").content.decode()
    assert "/api/v1/search" in page
    assert "https://" not in page
    assert client.get("/api/v1/openapi.json").json()["paths"]
