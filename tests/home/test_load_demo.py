"""The demonstration's accounts survive an interrupted run."""

import json

import pytest

from accounts.models import User
from home.management.commands.load_demo import Command


@pytest.mark.parametrize("left", ["", "{", "[]", '{"accounts": [{}]}', None])
def test_half_a_file_of_accounts_is_written_anew(city, tmp_path, left):
    path = tmp_path / "demo-accounts.json"
    if left is not None:
        path.write_text(left)
    Command()._accounts(path)
    accounts = json.loads(path.read_text())["accounts"]
    assert User.objects.get(username="luolong").check_password(accounts[2]["password"])
    assert path.stat().st_mode & 0o777 == 0o600
    assert list(tmp_path.iterdir()) == [path]


def test_running_again_keeps_the_passwords(city, tmp_path):
    path = tmp_path / "demo-accounts.json"
    Command()._accounts(path)
    before = path.read_text()
    Command()._accounts(path)
    assert path.read_text() == before
