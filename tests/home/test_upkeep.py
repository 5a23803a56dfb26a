"""The worker runs what the index needs, one command at a time, and keeps its own pace."""

import sys

import pytest

from home import upkeep as home_upkeep
from home.upkeep import REST_SECONDS, Upkeep
from search import upkeep


@pytest.fixture
def needed(monkeypatch):
    """Whatever the index needs is a Python that says so and ends when told to."""
    started = []

    def child_start(*arguments):
        child = home_upkeep.Child([sys.executable, "-c", "input()"], stdin=-1, stdout=-3)
        started.append((arguments[1:], child))
        return child

    monkeypatch.setattr(home_upkeep, "child_start", child_start)
    monkeypatch.setattr(upkeep, "due", lambda: ["search_rebuild", "--if-needed"])
    yield started
    for _, child in started:
        child.kill()
        child.wait()
        child.stdin.close()


def test_one_command_runs_at_a_time_and_the_next_waits_as_long_as_the_last_took(needed):
    now = [0.0]
    keeping = Upkeep(clock=lambda: now[0])
    keeping.tick()
    now[0] = 100.0
    keeping.tick()
    assert [arguments for arguments, _ in needed] == [("search_rebuild", "--if-needed")]
    needed[0][1].communicate(b"\n")
    keeping.tick()
    now[0] = 199.0
    keeping.tick()
    assert len(needed) == 1
    now[0] = 200.0
    keeping.tick()
    assert len(needed) == 2
    needed[1][1].communicate(b"\n")
    keeping.tick()
    now[0] += REST_SECONDS
    keeping.tick()
    assert len(needed) == 3


def test_its_end_ends_what_runs(needed):
    keeping = Upkeep()
    keeping.tick()
    keeping.end()
    assert needed[0][1].poll() is not None
