"""The admin's door."""

import pytest
from django.urls import reverse


@pytest.mark.django_db
def test_a_wrong_password_is_said_in_plain_words_and_keeps_the_name(client):
    page = client.post(reverse("wagtailadmin_login"), {"username": "没有这个人", "password": "x"})
    said = page.content.decode()
    assert "用户名和密码对不上，没有登录" in said
    assert 'value="没有这个人"' in said
    assert 'placeholder="输入用户名"' in said
