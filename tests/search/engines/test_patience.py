"""How long a page waits for the engine: once, however many questions it asks."""

from search.engines.patience import patience, seconds_left


def test_who_waits_inside_of_a_shorter_wait_waits_no_longer():
    assert seconds_left(99) == 99
    with patience(1), patience(5):
        assert seconds_left(99) <= 1
    assert seconds_left(99) == 99
