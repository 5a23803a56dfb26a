"""What editors take home from the admin as a table."""

import pytest
from django.urls import reverse

from accounts.models import User


@pytest.mark.parametrize("start", ["=", "+", "-", "@"])
def test_a_title_is_never_a_formula_in_an_exported_table(items, client, start):
    client.force_login(User.objects.create_superuser("root-of-tests"))
    items.lesson(title=f'{start}HYPERLINK("http://evil.example")')
    response = client.get(reverse("wagtailadmin_reports:aging_pages"), {"export": "csv"})
    table = b"".join(response.streaming_content).decode()
    assert f"\"'{start}HYPERLINK(" in table
    assert f'"{start}HYPERLINK(' not in table
