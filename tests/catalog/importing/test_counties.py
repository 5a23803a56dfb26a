import pytest

from catalog.importing.counties import county_of, year_of


@pytest.mark.parametrize(
    ("name", "banner", "code"),
    [
        ("2025年洛龙区汇总表", [], "410311"), ("汇总表", ["瀍河区2025年课例"], "410304"), ("新安县课例", ["新安县"], "410323"),
        ("高新区课例", [], "410371"), ("市直学校汇总", [], "4103SZ"), ("伊滨区（经开区）课例", [], "4103YB"), ("偃师市课例", ["偃师区"], "410307"),
    ],
)  # fmt: skip
def test_the_county_is_in_the_name_or_the_banner(vocabulary, name, banner, code):
    assert county_of(name, banner, vocabulary) == (code, None)


@pytest.mark.parametrize(
    ("name", "banner", "code"),
    [
        ("洛龙区", ["涧西区"], "ambiguous"),
        ("洛龙、涧西", [], "ambiguous"),
        ("汇总表", ["新安全教育"], "missing"),
    ],
)
def test_two_counties_or_none_need_a_person(vocabulary, name, banner, code):
    county, problem = county_of(name, banner, vocabulary)
    assert (county, problem.field, problem.code) == (None, "county", code)


@pytest.mark.parametrize(
    ("name", "banner", "year"),
    [
        ("伊川县2025课例", [], 2025),
        ("汇总表", ["（2025年度）"], 2025),
        ("2024-2025学年", [], 2025),
        ("二〇二五年", [], 2025),
        ("表", [], None),
    ],
)
def test_the_year_is_in_the_name_or_the_banner(name, banner, year):
    assert year_of(name, banner) == year
