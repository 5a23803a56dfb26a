"""The demonstration library as it lies in its files: complete, sound, and written, not generated.

How likeness is measured: every text is the set of its 4-grams of Han characters, two texts are as alike as
their sets overlap (Jaccard). Two honest texts on one subject reach 0.022 here; filling one template twice
reaches 0.3 and more. The bound lies three times above the honest ones.
"""

import itertools
import json
import re
from collections import Counter, defaultdict
from typing import Any

import pytest
from django.conf import settings

from catalog.models import choices
from home.demo.loader import entries

ALIKE = 0.06
# A phrase of so many Han characters in more items than this is a stock phrase.
PHRASE, PHRASE_ITEMS = 8, 3

KINDS = ("lesson", "plan", "unit", "route", "collection")
CATALOG_DATA = settings.BASE_DIR / "catalog" / "data"
ITEMS: dict[str, list[dict[str, Any]]] = {kind: list(entries(kind)) for kind in KINDS}
LESSONS, PLANS, UNITS = ITEMS["lesson"], ITEMS["plan"], ITEMS["unit"]
ROUTES, COLLECTIONS = ITEMS["route"], ITEMS["collection"]
EVERY = [item for items in ITEMS.values() for item in items]
KEYS = {item["key"]: item for item in EVERY}

THEMES = json.loads((CATALOG_DATA / "themes.json").read_text(encoding="utf-8"))["themes"]
SUBTHEMES = {
    sub["code"]: theme["code"] for theme in THEMES for sub in theme["children"] if sub.get("active", True)
}
GRADES = {
    grade["code"]: grade["stage"]
    for grade in json.loads((CATALOG_DATA / "grades.json").read_text(encoding="utf-8"))["grades"]
}
COUNTIES = {
    county["code"]: [county["name"], *county["aliases"]]
    for county in json.loads(
        (settings.BASE_DIR / "accounts" / "data" / "organisations.json").read_text(encoding="utf-8")
    )["counties"]
}

# 打骂, 抑郁自伤, 网络欺凌, 被欺凌, 走失与诈骗, 性侵.
CRISES = {"T0206", "T0704", "T0904", "T1003", "T1203", "T1204"}
HELP = re.compile(r"110|120|求助页|心理老师|心理科|派出所|民警|妇联")
HAN = re.compile(r"[一-鿿]+")
CODES = {
    "form": choices.LessonForm.values,
    "course_type": [code for code, _ in choices.course_types()],
    "model": [code for code, _ in choices.plan_models()],
    "level": ["", *choices.RecommendedLevel.values],
    "unit_type": choices.UnitType.values,
    "occasion": ["", *choices.Occasion.values],
}
LISTED_CODES = {
    "grades": GRADES,
    "themes": {*SUBTHEMES, *(theme["code"] for theme in THEMES)},
    "audience": choices.Audience.values,
    "seasons": choices.Season.values,
    "route_themes": choices.RouteTheme.values,
}
# Fields that hold prose; names, codes and addresses repeat by right.
PROSE = {
    "summary", "text", "points", "tonight", "questions", "goals", "preparation", "after", "step", "teacher",
    "parents", "before", "during", "safety", "stop", "task", "note", "words", "item",
}  # fmt: skip


def han(text: str) -> int:
    return sum(len(run) for run in HAN.findall(text))


def paragraphs(text: str) -> list[str]:
    return text.strip().split("\n\n")


def prose(value: Any) -> list[str]:
    """All sentences that somebody wrote, however deep they lie."""
    if isinstance(value, str):
        return [value]
    if isinstance(value, list):
        return [text for part in value for text in prose(part)]
    if isinstance(value, dict):
        told = {name: part for name, part in value.items() if name in PROSE}
        if isinstance(told.get("item"), str):  # an entry of a collection names its item by key
            del told["item"]
        return [text for part in told.values() for text in prose(part)]
    return []


def grams(item: dict[str, Any], length: int) -> set[str]:
    """Runs of Han characters; none reaches over a punctuation mark."""
    runs = [run for text in prose(item) for run in HAN.findall(text)]
    return {run[at : at + length] for run in runs for at in range(len(run) - length + 1)}


def keys(items: list[dict[str, Any]]) -> list[str]:
    return [item["key"] for item in items]


class TestThereIsEnough:
    def test_every_kind_has_its_number(self):
        assert len(LESSONS) >= 160
        assert len(PLANS) >= 40
        assert len(ROUTES) >= 16
        assert len(UNITS) >= 30
        assert len(COLLECTIONS) >= 10

    def test_every_theme_has_eight_lessons_and_every_subtheme_one(self):
        by_sub = Counter(code for lesson in LESSONS for code in lesson["themes"])
        assert not SUBTHEMES.keys() - by_sub.keys()
        by_theme = Counter(code for lesson in LESSONS for code in {theme[:3] for theme in lesson["themes"]})
        assert all(by_theme[theme["code"]] >= 8 for theme in THEMES)

    def test_every_stage_has_twenty_five_lessons(self):
        by_stage = Counter(stage for item in LESSONS for stage in {GRADES[code] for code in item["grades"]})
        assert {stage for stage, count in by_stage.items() if count < 25} == set()
        assert {"KG", "PR", "JH", "SH", "VS", "SP"} <= by_stage.keys()

    def test_every_county_has_four_lessons_and_a_unit(self):
        lessons = Counter(lesson["county"] for lesson in LESSONS)
        assert {code: lessons[code] for code in COUNTIES if lessons[code] < 4} == {}
        assert COUNTIES.keys() == {unit["county"] for unit in UNITS}

    def test_all_forms_course_types_and_plan_models_occur(self):
        assert {lesson["form"] for lesson in LESSONS} == set(CODES["form"])
        assert {lesson["course_type"] for lesson in LESSONS} == set(CODES["course_type"])
        assert {"FIVE", "1_30_N"} <= {plan["model"] for plan in PLANS}

    def test_routes_go_over_the_river_the_canal_peonies_grottoes_museums_red_sites_and_countryside(self):
        told = {theme for route in ROUTES for theme in route["route_themes"]}
        assert {"W01", "W02", "W03", "W04", "W05", "W07", "W10"} <= told

    def test_units_are_of_most_types_with_activities_planned_and_held(self):
        assert len({unit["unit_type"] for unit in UNITS}) >= 15
        assert {act["state"] for unit in UNITS for act in unit["activity"]} == {"PLANNED", "HELD"}

    def test_collections_cover_a_term_the_entry_grades_a_county_the_week_and_a_course(self):
        occasions = Counter(collection["occasion"] for collection in COLLECTIONS)
        assert occasions["MENU"] >= 5
        assert occasions["FIRST"] >= 1
        assert occasions["BRAND"] >= 1
        assert occasions["WEEK"] >= 1
        assert occasions["COURSE"] >= 1


class TestEveryItem:
    def test_uses_known_codes_only(self):
        for item in EVERY:
            assert item["county"] in COUNTIES, item["key"]
            for name, known in CODES.items():
                assert item.get(name, known[0]) in known, (item["key"], name)
            for name, known in LISTED_CODES.items():
                assert set(item.get(name, [])) <= set(known), (item["key"], name)

    def test_has_a_short_summary_grades_themes_and_keywords(self):
        for item in EVERY:
            assert 0 < len(item["summary"]) <= 120, item["key"]
            assert item["grades"], item["key"]
            assert item["themes"], item["key"]
            assert item["keywords"], item["key"]

    def test_says_that_its_school_is_invented_and_where_it_lies(self):
        for item in EVERY:
            if school := item.get("school"):
                assert "示例" in school, item["key"]
                assert any(name in school for name in COUNTIES[item["county"]]), (item["key"], school)

    def test_names_no_telephone_but_the_emergency_numbers(self):
        for item in EVERY:
            for text in prose(item):
                assert not re.search(r"\d{5,}|\d{3,4}-\d{7,8}", text), (item["key"], text)
                called = re.findall(r"(?:拨打|拨|打|热线|电话)\s*(\d{3,})", text)
                assert set(called) <= {"110", "119", "120"}, (item["key"], text)

    def test_is_set_as_the_house_sets_type(self):
        for item in EVERY:
            for text in prose(item):
                assert not re.search(r'[一-鿿] \d|\d [一-鿿]|[!！"]', text), (item["key"], text)

    def test_speaks_to_one_tired_person_not_to_a_crowd(self):
        for item in EVERY:
            for text in prose(item):
                stock = re.search("家长朋友们|让我们一起|作为家长|温柔而坚定|亲爱的家长|宝贝们", text)
                assert not stock, (item["key"], text)


class TestEveryLesson:
    def test_reads_in_a_few_minutes(self):
        for lesson in LESSONS:
            assert 300 <= han(lesson["text"]) <= 900, lesson["key"]
            assert 4 <= len(paragraphs(lesson["text"])) <= 8, lesson["key"]

    def test_has_points_things_to_do_tonight_and_questions(self):
        for lesson in LESSONS:
            assert len(lesson["points"]) == 3, lesson["key"]
            assert 2 <= len(lesson["tonight"]) <= 4, lesson["key"]
            assert 2 <= len(lesson["questions"]) <= 3, lesson["key"]

    def test_about_a_crisis_ends_with_where_to_get_help(self):
        for lesson in LESSONS:
            if lesson["themes"][0] in CRISES:
                assert HELP.search(paragraphs(lesson["text"])[-1]), lesson["key"]
            elif CRISES & set(lesson["themes"]):
                assert HELP.search("".join(paragraphs(lesson["text"])[-2:])), lesson["key"]


class TestTheGraph:
    def test_keys_and_titles_occur_once(self):
        assert len(KEYS) == len(EVERY)
        assert Counter(item["title"] for item in EVERY).most_common(1)[0][1] == 1

    @pytest.mark.parametrize("plan", PLANS, ids=keys(PLANS))
    def test_a_plan_uses_lessons_and_its_steps_fill_its_minutes(self, plan):
        assert plan["lessons"]
        assert all(KEYS[key] in LESSONS for key in plan["lessons"])
        assert sum(step["minutes"] for step in plan["step"]) == plan["minutes"]
        assert all(step["teacher"] and step["parents"] for step in plan["step"])
        wanted = settings.CATALOG_PLAN_MODELS[plan["model"]]["steps"]
        assert not wanted or [step["name"] for step in plan["step"]] == wanted

    @pytest.mark.parametrize("route", ROUTES, ids=keys(ROUTES))
    def test_a_route_has_four_stops_with_tasks_and_says_what_is_dangerous(self, route):
        assert len(route["stop"]) >= 4
        assert all(stop["task"] for stop in route["stop"])
        assert all(KEYS[stop["unit"]] in UNITS for stop in route["stop"] if stop.get("unit"))
        assert all(KEYS[key] in LESSONS for key in route.get("lessons", []))
        assert all(route[name] for name in ("before", "during", "after", "safety", "insurance", "cost"))

    @pytest.mark.parametrize("unit", UNITS, ids=keys(UNITS))
    def test_a_unit_offers_and_holds_something(self, unit):
        assert unit["offering"]
        assert unit["activity"]

    @pytest.mark.parametrize("collection", COLLECTIONS, ids=keys(COLLECTIONS))
    def test_a_collection_has_the_editors_words_for_itself_and_every_item(self, collection):
        assert 0 < len(collection["words"]) <= 80
        assert len(collection["item"]) >= 4
        assert all(KEYS[item["item"]] and item["note"] for item in collection["item"])

    @pytest.mark.parametrize(
        "menu", [c for c in COLLECTIONS if c["occasion"] == "MENU"], ids=lambda menu: menu["key"]
    )
    def test_a_monthly_menu_has_one_item_for_each_stage(self, menu):
        dishes = [KEYS[item["item"]] for item in menu["item"]]
        served = [{GRADES[code] for code in dish["grades"]} for dish in dishes]
        assert len(served) == 4
        assert all(stage in stages for stage, stages in zip(("KG", "PR", "JH", "SH"), served, strict=True))


class TestItWasWritten:
    def test_no_two_texts_are_much_alike(self):
        shingles = {item["key"]: grams(item, 4) for item in EVERY if item not in COLLECTIONS}
        alike = [
            (first, second)
            for first, second in itertools.combinations(shingles, 2)
            if (shared := len(shingles[first] & shingles[second]))
            and shared / (len(shingles[first]) + len(shingles[second]) - shared) > ALIKE
        ]
        assert alike == []

    def test_the_measure_finds_a_filled_template(self):
        template = (
            "孩子{}怎么办？先听他说完，再问他一句卡在哪里，最后和他一起定下明天的第一步，写在纸上贴在门边。"
        )
        first, second = (grams({"text": template.format(worry)}, 4) for worry in ("写作业磨蹭", "早上起不来"))
        assert len(first & second) / len(first | second) > ALIKE * 5

    def test_no_phrase_recurs_over_many_items(self):
        # Names of units, stops and titles of lessons may be said wherever they are meant.
        names = [item["title"] for item in EVERY] + [
            stop["name"] for route in ROUTES for stop in route["stop"]
        ]
        named = {
            run[at : at + PHRASE]
            for name in names
            for run in HAN.findall(name)
            for at in range(len(run) - PHRASE + 1)
        }
        found: dict[str, list[str]] = defaultdict(list)
        for item in EVERY:
            for phrase in grams(item, PHRASE) - named:
                found[phrase].append(item["key"])
        assert {phrase: where for phrase, where in found.items() if len(where) > PHRASE_ITEMS} == {}

    def test_lessons_begin_and_end_each_in_its_own_way(self):
        for end in (0, -1):
            openings = Counter(re.sub(r"\W", "", paragraphs(lesson["text"])[end])[:8] for lesson in LESSONS)
            assert openings.most_common(1)[0][1] == 1
