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


def test_what_one_can_do_without_is_not_asked_of_an_engine_that_has_just_failed():
    clock = Clock()
    breaker = Breaker(failures=3, pause=5, clock=clock)
    assert breaker.allows(spare=True)
    breaker.failed()
    assert (breaker.allows(spare=True), breaker.allows()) == (False, True)
    breaker.succeeded()
    assert breaker.allows(spare=True)


def test_without_anybody_else_it_is_tried_once_a_pause():
    clock = Clock()
    breaker = Breaker(failures=3, pause=5, clock=clock)
    breaker.failed()
    clock.now += 5
    assert [breaker.allows(spare=True) for _ in range(3)] == [True, False, False]
    clock.now += 5
    assert breaker.allows(spare=True)


def test_while_nobody_asks_it_is_not_asked_either():
    clock = Clock()
    breaker = broken(clock)
    clock.now += 4.9
    assert not breaker.allows(spare=True)
    clock.now += 0.1
    assert [breaker.allows(spare=True), breaker.allows()] == [True, False]
