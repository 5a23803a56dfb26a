"""A parent's words find the lesson; what was understood is shown and can be taken off."""

from dataclasses import replace
from datetime import timedelta

from django.utils import timezone

from catalog.models import CatalogPage, ResourceUnitPage
from search.engines import engine
from search.engines.base import EngineUnavailable, SearchResult
from search.models import PinnedResult, Synonym, Wish
from search.vocabulary import forget


def titles(response) -> list[str]:
    return [entry.item.title for entry in response.context["results"].items]


def test_a_heard_county_filters_until_it_is_taken_off(client, make_lesson, rebuilt):
    make_lesson("嵩县的亲子活动", county="410325", text="周末亲子活动。")
    make_lesson("洛龙的亲子活动", county="410311", text="周末亲子活动。")
    rebuilt()
    response = client.get("/search/", {"q": "嵩县 亲子活动"})
    assert titles(response) == ["嵩县的亲子活动"]
    (chip,) = response.context["results"].heard
    assert chip.applied
    assert len(titles(client.get("/search/" + chip.address))) == 2


def test_a_heard_county_without_an_answer_only_lifts(client, make_lesson, rebuilt):
    make_lesson("亲子活动", county="410311", text="周末亲子活动。")
    rebuilt()
    response = client.get("/search/", {"q": "孟津 亲子活动"})
    assert titles(response) == ["亲子活动"]
    assert not response.context["results"].heard[0].applied


def test_of_two_heard_counties_either_will_do(client, make_lesson, rebuilt):
    for county in ("410325", "410311", "410300"):
        make_lesson(f"亲子活动 {county}", county=county)
    rebuilt()
    response = client.get("/search/", {"q": "嵩县和洛龙区 亲子活动"})
    assert sorted(titles(response)) == ["亲子活动 410311", "亲子活动 410325"]


def test_where_the_county_has_nothing_the_kind_still_filters(client, make_lesson, rebuilt):
    make_lesson("黄河的课", text="黄河边的博物馆。", county="410311")
    make_lesson("黄河博物馆", model=ResourceUnitPage, unit_type="U01", county="410311")
    make_lesson("嵩县的课", text="爬山。", county="410325")
    rebuilt()
    response = client.get("/search/", {"q": "嵩县 黄河博物馆"})
    assert titles(response) == ["黄河博物馆"]
    assert [chip.applied for chip in response.context["results"].heard] == [False, True]


def test_a_heard_grade_lifts_and_hides_nothing(client, make_lesson, rebuilt):
    make_lesson("磨蹭 甲", grades=["J1"])
    make_lesson("磨蹭 乙", grades=["P3"])
    rebuilt()
    assert titles(client.get("/search/", {"q": "三年级 磨蹭"})) == ["磨蹭 乙", "磨蹭 甲"]


def test_the_stage_of_the_device_decides_between_equals(client, make_lesson, rebuilt):
    make_lesson("磨蹭 甲", grades=["P3"])
    make_lesson("磨蹭 乙", grades=["J1"])
    rebuilt()
    assert titles(client.get("/search/", {"q": "磨蹭", "stage": "JH"}))[0] == "磨蹭 乙"
    assert titles(client.get("/search/", {"q": "磨蹭", "stage": "PR"}))[0] == "磨蹭 甲"


def test_an_editors_synonym_finds_at_once_and_never_before_the_word_itself(client, make_lesson, rebuilt):
    make_lesson("磨蹭的早晨")
    make_lesson("磨叨的早晨")
    rebuilt()
    assert titles(client.get("/search/", {"q": "磨叨"})) == ["磨叨的早晨"]
    Synonym.objects.create(said="磨叨", meant="磨蹭")
    forget()
    assert titles(client.get("/search/", {"q": "磨叨"})) == ["磨叨的早晨", "磨蹭的早晨"]


def test_a_correction_says_so_and_can_be_refused(client, make_lesson, rebuilt):
    make_lesson("青春期的门", themes=["T0802"])
    rebuilt()
    response = client.get("/search/", {"q": "青春其"})
    assert titles(response) == ["青春期的门"]
    assert "仍然搜索“青春其”" in response.content.decode()
    refused = client.get("/search/" + response.context["results"].as_typed_address)
    assert refused.context["results"].corrected is None


def test_an_editor_pins_for_a_time(client, make_lesson, rebuilt):
    make_lesson("磨蹭")
    other = make_lesson("开学第一课")
    rebuilt()
    today = timezone.localdate()
    pin = PinnedResult.objects.create(query="磨蹭", item=other, ends=today)
    assert titles(client.get("/search/", {"q": "磨蹭"})) == ["开学第一课", "磨蹭"]
    PinnedResult.objects.filter(pk=pin.pk).update(ends=today - timedelta(days=1))
    assert titles(client.get("/search/", {"q": "磨蹭"})) == ["磨蹭"]


def test_nothing_found_is_no_dead_end_and_is_counted_without_a_trace(client, make_lesson, rebuilt):
    make_lesson("磨蹭", grades=["P3"])
    rebuilt()
    response = client.get("/search/", {"q": "磨蹭", "grade": "J1"})
    (wider,) = response.context["results"].rescue.wider
    assert wider.count == 1
    assert titles(client.get("/search/" + wider.address)) == ["磨蹭"]
    assert client.get("/search/", {"q": "量子纠缠"}).context["results"].rescue.themes
    client.get("/search/", {"q": "我的电话13812345678"})
    assert list(Wish.objects.values_list("text", "times")) == [("量子纠缠", 1)]


# Characters that stand in no lesson.
RARE = "".join(chr(0x4E00 + number * 97 % 20_000) for number in range(200))


def test_words_that_no_item_has_are_given_up_first(client, make_lesson, rebuilt):
    make_lesson("磨蹭", text="饭后散步。")
    rebuilt()
    response = client.get("/search/", {"q": f"{' '.join(RARE[:60])} 磨蹭"})
    assert titles(response) == []
    (wider,) = response.context["results"].rescue.wider
    assert wider.label == "“磨蹭”"
    assert titles(client.get("/search/" + wider.address)) == ["磨蹭"]


def test_a_page_of_nonsense_asks_the_engine_a_few_questions_only(client, make_lesson, rebuilt, monkeypatch):
    make_lesson("磨蹭")
    rebuilt()
    asked = []
    search = type(engine()).search
    monkeypatch.setattr(type(engine()), "search", lambda self, query: asked.append(1) or search(self, query))
    for words in (RARE, " ".join(RARE), "abcdefg " * 30):
        asked.clear()
        assert client.get("/search/", {"q": words, "county": "410325"}).status_code == 200
        assert 1 <= len(asked) <= 20


def test_a_hit_that_the_index_knows_as_it_was_is_shown_as_it_is(client, make_lesson, rebuilt):
    lesson = make_lesson("写作业磨蹭", text="写作业磨蹭，先看钟。")
    moved = make_lesson("写作业的磨蹭", county="410325")
    rebuilt()
    lesson.full_text = "<p>写作业磨蹭，先吃饭。</p>"
    lesson.save()
    CatalogPage.objects.filter(pk=moved.pk).update(county=lesson.county)
    (entry,) = client.get("/search/", {"q": "写作业磨蹭", "county": "410311"}).context["results"].items
    assert "先吃饭" in "".join(part.text for part in entry.snippet.segments)
    assert client.get("/search/", {"q": "写作业磨蹭", "county": "410325"}).context["results"].items == []


def test_an_empty_index_gives_no_empty_page(client, make_lesson, rebuilt):
    rebuilt()
    make_lesson("写作业磨蹭")
    response = client.get("/search/", {"q": "写作业磨蹭"})
    assert titles(response) == ["写作业磨蹭"]
    assert response.context["results"].found.is_plain


def test_an_index_without_the_fields_that_are_asked_gives_no_empty_page(
    client, make_lesson, rebuilt, monkeypatch
):
    """As after an upgrade: Elasticsearch finds nothing in a field that it does not know, and says so without an error."""
    make_lesson("写作业磨蹭")
    rebuilt()
    kind, told = type(engine()), engine().status()
    monkeypatch.setattr(kind, "search", lambda self, query: SearchResult([], 0, {}))
    monkeypatch.setattr(kind, "status", lambda self: replace(told, stale=True))
    response = client.get("/search/", {"q": "写作业磨蹭"})
    assert titles(response) == ["写作业磨蹭"]
    assert response.context["results"].found.is_plain
    assert not Wish.objects.exists()
    # Of an index of today that nothing is found means that there is nothing.
    monkeypatch.setattr(kind, "status", lambda self: told)
    assert not client.get("/search/", {"q": "写作业磨蹭"}).context["results"].found.is_plain


def test_an_engine_that_dies_between_two_questions_of_one_page_makes_no_error(
    client, make_lesson, rebuilt, monkeypatch
):
    make_lesson("磨蹭", grades=["P3"])
    rebuilt()

    def dead(*args):
        raise EngineUnavailable("gone")

    monkeypatch.setattr("search.relaxing._count", dead)
    response = client.get("/search/", {"q": "磨蹭", "grade": "J1"})
    assert response.status_code == 200
    assert response.context["results"].found.is_plain
