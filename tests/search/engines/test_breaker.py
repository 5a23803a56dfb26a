"""The breaker, with a clock of the test's own."""

from search.engines.breaker import Breaker, State


class Clock:
    now = 100.0

    def __call__(self) -> float:
        return self.now


def broken(clock: Clock) -> Breaker:
    breaker = Breaker(failures=3, pause=5, clock=clock)
    for _ in range(3):
        assert breaker.allows()
        breaker.failed()
    return breaker


def test_single_failures_never_open_it():
    breaker = Breaker(failures=3)
    for _ in range(10):
        breaker.failed()
        breaker.failed()
        breaker.succeeded()
    assert breaker.allows()
    assert breaker.state is State.CLOSED


def test_after_enough_failures_nobody_asks():
    breaker = broken(Clock())
    assert breaker.state is State.OPEN
    assert not breaker.allows()
    assert breaker.opened == 1


def test_after_the_pause_exactly_one_tries():
    clock = Clock()
    breaker = broken(clock)
    clock.now += 5
    assert [breaker.allows() for _ in range(3)] == [True, False, False]
    breaker.succeeded()
    assert breaker.allows()


def test_a_try_that_fails_or_never_ends_lets_the_next_one_wait():
    clock = Clock()
    breaker = broken(clock)
    clock.now += 5
    assert breaker.allows()
    breaker.failed()
    assert not breaker.allows()
    clock.now += 5
    assert breaker.allows()  # killed before it could tell
    clock.now += 5
    assert breaker.allows()
