"""Who is let in: keys, their shares, and how many at a time."""

from __future__ import annotations

import itertools

import pytest

from invoice_ocr.errors import UsageError
from invoice_ocr.server.gate import BODIES, Gate
from invoice_ocr.server.keys import Keyring
from invoice_ocr.server.problems import Problem
from invoice_ocr.server.settings import Settings, split_keys


def keyring(*keys, **shares):
    return Keyring(Settings(keys=keys, **shares))


@pytest.mark.parametrize("header", ["Bearer one", "bearer one", "Bearer  one "])
def test_a_key_of_ours_names_its_caller(header):
    assert keyring("zero", "one").caller(header).name == "key-2"


@pytest.mark.parametrize(
    "header", [None, "", "one", "Basic one", "Bearer", "Bearer ", "Bearer One", "Bearer on", "Bearer ö"]
)
def test_anything_else_is_refused(header):
    with pytest.raises(Problem) as raised:
        keyring("zero", "one").caller(header)
    assert (raised.value.status, raised.value.headers["WWW-Authenticate"]) == (401, "Bearer")
    assert raised.value.body()["error"]["type"] == "authentication_error"


def test_without_keys_anybody_may_call():
    assert keyring().caller(None).name == keyring().caller("Bearer what").name == "anybody"


def test_every_key_is_compared_whichever_is_right(monkeypatch):
    compared = []
    monkeypatch.setattr("hmac.compare_digest", lambda a, b: compared.append((a, b)) or a == b)
    for key in ("one", "two", "three", "wrong"):
        try:
            keyring("one", "two", "three").caller(f"Bearer {key}")
        except Problem:
            assert key == "wrong"
    assert len(compared) == 12
    assert {len(digest) for pair in compared for digest in pair} == {32}


def test_the_keyring_holds_no_key():
    ring = keyring("a-secret-key")
    assert "a-secret-key" not in repr(vars(ring)) + repr(Settings(keys=("a-secret-key",)))


def test_a_key_has_so_many_requests_a_minute(monkeypatch):
    clock = itertools.count(1000.0, 5.0)
    monkeypatch.setattr("time.monotonic", lambda: next(clock))
    caller = keyring("one", key_rate=6).caller("Bearer one")  # one in ten seconds
    for _ in range(11):
        caller.take_turn()
    for _ in range(4):
        with pytest.raises(Problem, match="its 6 requests") as raised:
            caller.take_turn()
        assert (raised.value.status, raised.value.headers["Retry-After"]) == (429, "6")  # five of the ten are over
        caller.take_turn()


def test_a_key_has_so_many_requests_at_a_time():
    gate = Gate(Settings(keys=("one", "two"), key_parallel=1))
    ring = keyring("one", "two", key_parallel=1)
    one, two = ring.caller("Bearer one"), ring.caller("Bearer two")
    with gate.place(one):
        with pytest.raises(Problem, match="1 requests under way") as raised, gate.place(one):
            pass
        assert raised.value.status == 429
        with gate.place(two):
            assert gate.open == 2
    with gate.place(one):
        assert (gate.open, one.under_way) == (1, 1)


def test_the_queue_is_bounded():
    gate, caller = Gate(Settings(workers=1, queue=1)), keyring().caller(None)
    with gate.place(caller), gate.place(caller), pytest.raises(Problem) as raised:
        gate.check()
    assert raised.value.status == 429
    assert raised.value.body()["error"]["type"] == "rate_limit_error"
    assert 1 <= int(raised.value.headers["Retry-After"]) <= 60
    gate.check()


def test_bytes_are_bounded():
    gate = Gate(Settings(max_body=100))
    for _ in range(BODIES):
        gate.hold(100)
    with pytest.raises(Problem, match="as many uploads"):
        gate.hold(1)
    gate.let_go(100)
    gate.hold(100)


def test_a_gate_that_closes_says_so():
    gate = Gate(Settings())
    gate.draining = True
    with pytest.raises(Problem) as raised:
        gate.check()
    assert (raised.value.status, raised.value.headers["Retry-After"]) == (503, "5")
    assert "x-should-retry" not in raised.value.headers


@pytest.mark.parametrize("host", ["127.0.0.1", "127.0.0.2", "::1", "localhost"])
def test_on_loopback_no_key_is_needed(host):
    assert Settings(host=host).on_loopback


@pytest.mark.parametrize("host", ["0.0.0.0", "::", "192.0.2.1", "example.com"])  # noqa: S104 - nothing is bound
def test_elsewhere_a_key_is_needed(host):
    with pytest.raises(UsageError, match="there is no key") as raised:
        Settings(host=host)
    assert "INVOICE_OCR_SERVER_KEYS" in raised.value.remedy
    assert not Settings(host=host, keys=("k",)).on_loopback


@pytest.mark.parametrize("key", ["", "a b", "schlüssel", "a\nb"])
def test_a_key_that_no_header_can_carry_is_refused(key):
    with pytest.raises(UsageError, match="no header can carry"):
        Settings(keys=(key,))


def test_an_unknown_reader_is_refused_at_once():
    with pytest.raises(UsageError, match="no reader 'psychic'"):
        Settings(more_readers=("psychic",))


def test_keys_are_split_at_commas():
    assert split_keys(" one, two,,three ") == ("one", "two", "three")
    assert split_keys("") == ()
