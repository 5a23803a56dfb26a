"""The interface for programs, as its description says."""

from urllib.parse import quote

import pytest

from media.models import Video
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


def test_a_spoken_sentence_that_answers_comes_with_its_moment(client, make_lesson, rebuilt):
    video = Video.objects.create(title="示例视频", file="videos/example.mp4")
    video.cues.create(start_ms=133_000, end_ms=136_000, text="手機放在門口的盒子裡，大人也放。")
    lesson = make_lesson("晚饭以后", video=video, text="饭后的一个钟头。")
    rebuilt()
    (hit,) = client.get("/api/v1/search", {"q": "手机放哪里"}).json()["results"]
    assert hit["moment"] == {
        "start": 133,
        "text": "手機放在門口的盒子裡，大人也放。",
        "url": f"{lesson.get_url()}?t=133",
    }
    assert hit["snippet"] == hit["moment"]["text"]


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
    asked = [client.get("/api/v1/suggest?q=", REMOTE_ADDR="10.0.0.9") for _ in range(3)]
    assert [response.status_code for response in asked] == [200, 200, 429]
    assert asked[2]["Content-Type"] == "application/problem+json"
    assert 1 <= int(asked[2]["Retry-After"]) <= 60


def test_a_school_behind_one_address_may_ask_1200_times_a_minute(settings):
    assert settings.SEARCH_API_RATE >= 1200


ODD = [
    "q=%00",
    "q=%ED%A0%80",
    "q=" + quote("\ud800", errors="surrogatepass"),
    "q=" + "写" * 5000,
    "q=" + "a" * 5000,
    "q=" + "qingchunqi" * 500,
    "q=" + quote('AND OR NOT " * ~ ( : ) [1 TO 2] title:写 -作业 ^9 \\ / {}'),
    "q=" + quote("' OR 1=1 --; <script>"),
    "&".join(["grade=P3"] * 200),
    "&".join(["q=写"] * 200),
    "&".join(f"theme=T{number}" for number in range(200)),
    "page=9999999999",
    "page=-3",
    "page=abc",
    "page=%00",
    "page_size=0",
    "page_size=51",
    "page_size=abc",
    "sort=x&minutes=abc",
    "minutes=-1",
    "minutes=99999999999999999999",
    "year=99999999999999999999",
    "grade=ZZ&year=no&theme=%00&kind=%27&county=1&level=x&form=x&unit_type=x&course_type=x",
    "stage=" + "x" * 3000,
    "unheard=" + "x" * 3000,
]


@pytest.mark.parametrize("address", ["/api/v1/search", "/search/", "/api/v1/suggest"])
def test_whatever_is_asked_there_is_an_answer(client, make_lesson, rebuilt, address):
    make_lesson("写作业磨蹭")
    rebuilt()
    for query in ODD:
        response = client.get(f"{address}?{query}")
        assert response.status_code == 200, query[:80]
        if address == "/api/v1/search":
            assert 1 <= response.json()["page_size"] <= 50, query[:80]
            assert len(response.json()["query"]) <= 200, query[:80]


def test_errors_are_told_as_problems(client, make_lesson, rebuilt):
    make_lesson("写作业磨蹭")
    rebuilt()
    refused = {
        client.get("/api/v1/search?" + "&".join(["a=1"] * 12_000)): 400,
        client.get("/api/v1/items/%00"): 404,
        client.get("/api/v1/items/" + "x" * 500): 404,
        client.get("/api/v1/nothing"): 404,
        client.post("/api/v1/search"): 405,
    }
    for response, status in refused.items():
        assert response.status_code == status
        assert response["Content-Type"] == "application/problem+json"
        assert response.json()["status"] == status
        assert response.json()["detail"]


def test_the_page_answers_too_many_parameters_plainly(client, db):
    assert client.get("/search/?" + "&".join(["a=1"] * 12_000)).status_code == 400


def test_the_description_loads_nothing_from_elsewhere(client, db):
    page = client.get("/api/v1/docs").content.decode()
    assert "/api/v1/search" in page
    assert "https://" not in page
    assert client.get("/api/v1/openapi.json").json()["paths"]
