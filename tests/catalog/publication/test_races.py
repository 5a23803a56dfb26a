"""Two editors decide at once: one is first, the other is told. With two real processes, on the database of the run."""

import json
import os
import sqlite3
import subprocess
import sys
import time

import pytest
from django.db import connection
from wagtail.models import TaskState

from catalog.admin.look_actions import submit
from tests.catalog.publication.conftest import Role, editor

ROUNDS = 25


@pytest.fixture
def address(transactional_db, tmp_path):
    """Where other processes find the test's database: a copy in a file, where it is one in memory."""
    name = connection.settings_dict["NAME"]

    def of_now():
        if connection.vendor == "postgresql":
            reached = connection.get_connection_params()
            return f"postgres://{reached['user']}@/{name}?host={reached['host']}"
        path = tmp_path / "copy.sqlite3"
        with sqlite3.connect(path) as copy:
            connection.connection.backup(copy)
        return f"sqlite:///{path}"

    return of_now


def race(address, *runners):
    """Runs the processes at the same moments; their outcomes, side by side."""
    environment = {
        **os.environ,
        "DATABASE_URL": address,
        "DJANGO_SETTINGS_MODULE": "config.settings.test",
    }
    processes = [
        subprocess.Popen(  # noqa: S603 - our own module
            [sys.executable, "-m", "tests.catalog.publication.racing", str(user.pk), action, *states],
            env=environment,
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            stderr=subprocess.PIPE,
            text=True,
        )
        for user, action, states in runners
    ]
    for process in processes:
        assert process.stdout.readline() == "ready\n", process.communicate()[1]
    start = f"{time.time() + 1}\n"
    for process in processes:
        process.stdin.write(start)
        process.stdin.flush()
    outcomes = []
    for process in processes:
        out, error = process.communicate(timeout=300)
        assert process.returncode == 0, error
        outcomes.append(json.loads(out))
    return list(zip(*outcomes, strict=True))


def test_of_two_decisions_at_once_exactly_one_counts(address, city, items):
    first = editor("周老师", Role.COUNTY_EDITOR, "410311")
    second = editor("吴老师啊", Role.COUNTY_EDITOR, "410311")
    states = []
    for _ in range(ROUNDS):
        lesson = items.lesson(live=False)
        submit(lesson, first)
        states.append(str(lesson.current_workflow_task_state.pk))
    pairs = race(address(), (first, "approve", states), (second, "reject", states))
    assert len(pairs) == ROUNDS
    for pair in pairs:
        assert sorted(outcome == "won" for outcome in pair) == [False, True], pair
        told = next(outcome for outcome in pair if outcome != "won")
        assert "您的决定没有记下" in told
    if connection.vendor == "postgresql":
        decided = TaskState.objects.filter(pk__in=states)
        assert {state.status for state in decided} <= {"approved", "rejected"}
        for state, (approved, _) in zip(decided.order_by("pk"), pairs, strict=True):
            assert (state.status == "approved") == (approved == "won")
