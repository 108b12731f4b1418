"""What keeps a client from doing too much: the gate, the breaker, pauses and the budget for retries."""

from __future__ import annotations

import threading
import time
from datetime import UTC, datetime
from itertools import pairwise

import httpcore
import pytest
from hypothesis import given
from hypothesis import strategies as st

from invoice_ocr.readers.endpoint.breaker import Breaker
from invoice_ocr.readers.endpoint.deadline import Deadline, DeadlineBackend
from invoice_ocr.readers.endpoint.gate import Gate
from invoice_ocr.readers.endpoint.retrying import RetryBudget, backoff, retry_after, should_retry

NOW = datetime(2026, 11, 20, 12, 0, tzinfo=UTC)


def a_round(gate, *, overloaded=False):
    """As many requests as there are places, all at once."""
    tickets = [gate.enter() for _ in range(gate.limit)]
    for ticket in tickets:
        gate.leave(ticket, overloaded=overloaded)
    return gate.limit


def waits_for(condition, seconds=5.0):
    end = time.monotonic() + seconds
    while not condition() and time.monotonic() < end:
        time.sleep(0.005)
    return condition()


class Queue:
    """Threads that want in, and stay until they are told to leave."""

    def __init__(self, gate, count):
        self.gate, self.inside, self.leave_now = gate, [], threading.Event()
        self.threads = [threading.Thread(target=self.stay) for _ in range(count)]
        for thread in self.threads:
            thread.start()

    def stay(self):
        ticket = self.gate.enter()
        self.inside.append(ticket)
        self.leave_now.wait(10)
        self.gate.leave(ticket, overloaded=None)

    def end(self):
        self.leave_now.set()
        for thread in self.threads:
            thread.join(10)


def test_only_so_many_are_let_in():
    queue = Queue(Gate(3, 8), 10)
    assert waits_for(lambda: len(queue.inside) == 3)
    time.sleep(0.05)
    assert len(queue.inside) == 3
    queue.end()
    assert len(queue.inside) == 10


def test_it_grows_fast_until_the_first_complaint_and_then_slowly():
    gate = Gate(2, 64)
    queue = Queue(gate, 0)
    grown = [a_round(gate) for _ in range(3)]
    assert grown[0] > 2
    assert grown[2] > grown[1] > grown[0]
    before = gate.limit
    assert a_round(gate, overloaded=True) == before // 2
    after = [a_round(gate) for _ in range(4)]
    assert all(0 <= later - earlier <= 1 for earlier, later in pairwise(after))
    assert after[-1] > before // 2
    queue.end()


def test_all_that_fail_together_make_it_fewer_once():
    gate = Gate(16, 16)
    assert a_round(gate, overloaded=True) == 8
    assert a_round(gate, overloaded=True) == 4


def test_it_stays_between_one_and_the_most():
    gate = Gate(4, 6)
    for _ in range(10):
        a_round(gate)
    assert gate.limit == 6
    for _ in range(10):
        a_round(gate, overloaded=True)
    assert gate.limit == 1
    assert Gate(9, 3).limit == 3


def test_a_client_that_does_little_learns_nothing():
    gate = Gate(4, 64)
    for _ in range(50):
        gate.leave(gate.enter(), overloaded=False)
    assert gate.limit == 4


def test_an_interrupted_wait_leaves_no_place_taken(monkeypatch):
    gate = Gate(1, 1)
    ticket = gate.enter()
    real = threading.Event.wait

    def interrupted(*_):
        monkeypatch.setattr(threading.Event, "wait", real)
        raise KeyboardInterrupt

    monkeypatch.setattr(threading.Event, "wait", interrupted)
    with pytest.raises(KeyboardInterrupt):
        gate.enter()
    gate.leave(ticket, overloaded=None)
    monkeypatch.setattr(threading.Event, "wait", interrupted)
    with pytest.raises(KeyboardInterrupt):
        gate.enter()
    gate.leave(gate.enter(), overloaded=None)


def test_a_deadline_is_kept_by_every_wait_of_its_thread():
    clock = Time()
    backend, deadline = DeadlineBackend(), Deadline(10, clock)
    assert backend.wait(3, httpcore.ReadTimeout) == 3
    with backend.until(deadline):
        assert [backend.wait(timeout, httpcore.ReadTimeout) for timeout in (3, 30, None)] == [3, 10, 10]
        clock.now += 8
        assert backend.wait(3, httpcore.ReadTimeout) == 2
        deadline.extend(5)
        assert deadline.left == 7
        backend.hurry(1)
        clock.now += 1
        with pytest.raises(httpcore.ReadTimeout):
            backend.wait(3, httpcore.ReadTimeout)
        assert deadline.left == 6
    assert backend.wait(3, httpcore.ReadTimeout) == 3


class Time:
    def __init__(self):
        self.now = 100.0

    def __call__(self):
        return self.now


def tell(breaker, *outcomes):
    for down in outcomes:
        passed = breaker.request_pass()
        assert passed.pause == 0
        breaker.record(passed, down=down)


def test_it_opens_when_half_of_ten_fail():
    breaker = Breaker(Time())
    tell(breaker, *[False] * 5, *[True] * 4)
    assert breaker.request_pass().pause == 0
    tell(breaker, *[True])
    assert breaker.request_pass().pause == 15


def test_what_says_nothing_of_the_endpoint_does_not_count():
    breaker = Breaker(Time())
    tell(breaker, *[None] * 50, *[True] * 9)
    assert breaker.request_pass().pause == 0


def test_old_failures_are_forgotten():
    clock = Time()
    breaker = Breaker(clock)
    tell(breaker, *[True] * 9)
    clock.now += 31
    tell(breaker, *[True])
    assert breaker.request_pass().pause == 0


def test_one_probe_decides_for_all():
    clock = Time()
    breaker = Breaker(clock)
    tell(breaker, *[True] * 10)
    clock.now += 15
    probe = breaker.request_pass()
    assert (probe.pause, probe.probe) == (0, True)
    assert breaker.request_pass().pause == 0.5
    breaker.record(probe, down=True)
    assert breaker.request_pass().pause == 15
    clock.now += 15
    breaker.record(breaker.request_pass(), down=False)
    tell(breaker, *[True] * 9)
    assert breaker.request_pass().pause == 0


def test_a_probe_that_came_to_nothing_is_followed_by_another():
    clock = Time()
    breaker = Breaker(clock)
    tell(breaker, *[True] * 10)
    clock.now += 20
    breaker.record(breaker.request_pass(), down=None)
    assert breaker.request_pass().probe


def test_stragglers_do_not_speak_for_the_probe():
    clock = Time()
    breaker = Breaker(clock)
    early = breaker.request_pass()
    tell(breaker, *[True] * 10)
    clock.now += 15
    probe = breaker.request_pass()
    breaker.record(early, down=False)
    assert breaker.request_pass().pause == 0.5
    breaker.record(probe, down=True)


@given(st.integers(0, 50), st.floats(0, 1), st.floats(0.1, 100))
def test_pauses_stay_within_their_bound(attempt, chance, longest):
    assert 0 <= backoff(attempt, longest, lambda: chance) <= min(longest, 0.5 * 2**attempt)


@given(st.dictionaries(st.sampled_from(["retry-after", "retry-after-ms", "date"]), st.text(max_size=40)))
def test_any_header_gives_a_time_or_none(headers):
    seconds = retry_after(headers, NOW)
    assert seconds is None or seconds >= 0


@pytest.mark.parametrize(
    ("text", "said"), [("true", True), (" TRUE ", True), ("false", False), ("", None), ("yes", None)]
)
def test_should_retry(text, said):
    assert should_retry({"x-should-retry": text}) is said


def test_a_date_without_zone_is_utc():
    assert retry_after({"retry-after": "Fri, 20 Nov 2026 12:00:05 -0000"}, NOW) == 5


def test_the_budget_is_spent_and_earned():
    budget = RetryBudget(0.5, 2)
    assert [budget.take() for _ in range(3)] == [True, True, False]
    budget.deposit()
    assert not budget.take()
    budget.deposit()
    assert budget.take()
    for _ in range(1000):
        budget.deposit()
    assert sum(budget.take() for _ in range(1000)) == 20
