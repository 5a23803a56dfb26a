import pytest

from home.info_pages import info_pages_ensure


def test_choosing_care_sets_the_one_cookie_and_leads_back(visitor, items):
    response = visitor.get("/care/on/", {"next": "/items/?theme=T02"})
    assert response["Location"] == "/items/?theme=T02"
    assert list(response.cookies) == ["care"]
    assert response.cookies["care"].value == "on"
    assert response.cookies["care"]["httponly"]
    assert response.cookies["care"]["samesite"] == "Lax"
    assert "no-store" in response["Cache-Control"]


def test_leaving_care_takes_the_cookie_away(visitor, items):
    visitor.cookies["care"] = "on"
    response = visitor.get("/care/off/", {"next": "/"})
    assert response.cookies["care"]["max-age"] == 0
    assert b"data-care" not in visitor.get("/").content


@pytest.mark.parametrize("elsewhere", ["https://evil.example/", "//evil.example", "javascript:alert(1)", ""])
def test_care_leads_nowhere_else(visitor, items, elsewhere):
    assert visitor.get("/care/on/", {"next": elsewhere})["Location"] == "/"


def test_care_leads_back_by_referer_without_next(visitor, items):
    response = visitor.get("/care/on/", headers={"referer": "http://localhost/items/"})
    assert response["Location"] == "http://localhost/items/"


def test_care_knows_on_and_off_only(visitor, db):
    assert visitor.get("/care/maybe/").status_code == 404


def test_the_switch_leads_back_to_the_page_it_stands_on(visitor, items):
    page = visitor.get("/items/?theme=T02").content.decode()
    assert 'href="/care/on/?next=%2Fitems%2F%3Ftheme%3DT02"' in page


def test_the_site_map_has_no_empty_section(visitor, items):
    assert "<h2" in visitor.get("/sitemap/").content.decode()
    assert "学段" not in visitor.get("/sitemap/").content.decode().split("<main", 1)[1].split("</main", 1)[0]
    items.lesson(grades=["P3"], themes=["T0201"])
    page = visitor.get("/sitemap/").content.decode()
    assert "小学" in page
    assert "洛龙区" in page
    assert "嵩县" not in page.split("<main", 1)[1].split("</main", 1)[0]


def test_robots_are_told_where_the_map_lies(visitor, db):
    text = visitor.get("/robots.txt").content.decode()
    assert "Sitemap: http://localhost/sitemap.xml" in text
    assert "Disallow: /admin/" in text
    assert "Disallow: /care/on/" in text


def test_standing_pages_are_made_once_and_left_alone(visitor, items):
    assert info_pages_ensure() == 3
    assert info_pages_ensure() == 0
    for slug in ("about", "privacy", "accessibility"):
        page = visitor.get(f"/{slug}/")
        assert page.status_code == 200
        assert "<h2>" in page.content.decode()
