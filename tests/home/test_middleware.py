import pytest

from home.middleware import public_policy


@pytest.mark.parametrize("address", ["/", "/items/", "/sitemap/", "/robots.txt", "/nothing/"])
def test_public_pages_run_nothing_inline(items, visitor, address):
    policy = visitor.get(address)["Content-Security-Policy"]
    assert "unsafe-inline" not in policy
    assert "unsafe-eval" not in policy
    assert policy.startswith("default-src 'none'")


def test_nothing_comes_from_elsewhere(settings):
    settings.CATALOG_PLAYER_HOSTS = []
    assert "http" not in public_policy()


def test_an_approved_player_may_be_framed(settings):
    settings.CATALOG_PLAYER_HOSTS = ["player.example.cn"]
    assert "frame-src https://player.example.cn;" in public_policy()


def test_the_admin_has_a_policy_of_its_own(visitor, db):
    response = visitor.get("/admin/", follow=True)
    assert "script-src 'self' 'unsafe-inline'" in response["Content-Security-Policy"]


def test_the_other_headers_are_there(items, visitor):
    response = visitor.get("/")
    assert response["X-Content-Type-Options"] == "nosniff"
    assert response["Referrer-Policy"] == "same-origin"
    assert response["Cross-Origin-Opener-Policy"] == "same-origin"
    assert response["Cross-Origin-Resource-Policy"] == "same-origin"
    assert response["X-Frame-Options"] == "SAMEORIGIN"
    assert "camera=()" in response["Permissions-Policy"]
    assert "Strict-Transport-Security" not in response  # production's alone


def test_templates_hold_no_inline_script_or_style(settings):
    for path in (settings.BASE_DIR / "templates").rglob("*.html"):
        text = path.read_text(encoding="utf-8")
        assert "<style" not in text, path
        assert " style=" not in text, path
        assert " onclick=" not in text, path
        assert "<script>" not in text, path
