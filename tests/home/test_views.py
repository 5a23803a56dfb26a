import pytest
from django.core.exceptions import PermissionDenied
from django.views.defaults import permission_denied

from home.info_pages import info_pages_ensure
from home.views import server_fault


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


def test_a_fault_is_told_without_database_and_under_a_sub_path(rf, settings):
    settings.STATIC_URL = "/jiajiao/static/"
    response = server_fault(rf.get("/"))
    page = response.content.decode()
    assert response.status_code == 500
    assert "大约10分钟" in page
    assert 'href="/jiajiao/static/css/error.css"' in page
    assert "{%" not in page


@pytest.mark.parametrize("code", ["500", "503"])
def test_the_pages_of_faults_are_plain_files(settings, code):
    page = (settings.BASE_DIR / "templates" / f"{code}.html").read_text(encoding="utf-8")
    assert f"错误代码{code}" in page
    assert "{%" not in page
    assert "{{" not in page
    assert "<style" not in page


def test_nginx_shows_the_file_while_the_application_is_away(settings):
    conf = (settings.BASE_DIR / ".docker" / "nginx.conf").read_text(encoding="utf-8")
    compose = (settings.BASE_DIR / "docker-compose.yml").read_text(encoding="utf-8")
    assert "error_page 502 503 504 =503 /503.html;" in conf
    assert "./templates/503.html:/usr/share/nginx/html/503.html:ro" in compose


def test_who_may_not_see_a_page_is_told_so(rf, items):
    response = permission_denied(rf.get("/"), PermissionDenied())
    assert response.status_code == 403
    assert "这里要有权限" in response.content.decode()


def test_no_log_of_the_server_holds_what_was_asked(settings):
    conf = (settings.BASE_DIR / ".docker" / "nginx.conf").read_text(encoding="utf-8")
    line = next(line for line in conf.splitlines() if line.startswith("log_format heluo"))
    assert "$uri" in line
    for wide in ("$request_uri", "$args", "$query_string", "$http_referer", '$request"'):
        assert wide not in line, wide
    assert "access_log /var/log/nginx/access.log heluo;" in conf
