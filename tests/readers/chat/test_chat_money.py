"""What is spent, what may be spent, and that both are known before anything is sent."""

from __future__ import annotations

import threading
import tomllib
from datetime import UTC, date, datetime
from decimal import Decimal
from importlib.resources import files

import pytest
from fault_server import completion, cut_in_body, error, reply

from invoice_ocr.errors import EndpointError, SpendCapReached, UsageError
from invoice_ocr.model.reading import Usage
from invoice_ocr.readers.endpoint.accounting import Account, Bill
from invoice_ocr.readers.endpoint.ask import Ask, Completion
from invoice_ocr.readers.endpoint.prices import Price, find_tariff

ASK = Ask("What is printed here?")
PRICED = {"price": {"input": "1", "cached_input": "0.1", "output": "10"}}
COST = Decimal("0.002")  # 1000 tokens in, 100 out
DEEPSEEK = "https://api.deepseek.com"


@pytest.mark.parametrize(
    ("usage", "cost"),
    [
        (Usage(1000, 100), "0.002"),
        (Usage(1000, 100, 900), "0.00119"),
        (Usage(1000, 0, 5000), "0.0001"),
        (Usage(0, 0), "0"),
    ],
)
def test_a_reply_costs_what_its_tokens_cost(usage, cost):
    assert Price(Decimal(1), Decimal(10), Decimal("0.1")).of(usage) == Decimal(cost)


def test_without_a_price_of_their_own_cached_tokens_cost_the_same():
    assert Price(Decimal(1), Decimal(10)).of(Usage(1000, 100, 900)) == Decimal("0.002")


@pytest.mark.parametrize(
    ("moment", "output"),
    [
        (datetime(2026, 11, 20, 0, 59, tzinfo=UTC), "0.60"),
        (datetime(2026, 11, 20, 1, 0, tzinfo=UTC), "1.20"),
        (datetime(2026, 11, 20, 3, 59, tzinfo=UTC), "1.20"),
        (datetime(2026, 11, 20, 4, 0, tzinfo=UTC), "0.60"),
        (datetime(2026, 11, 20, 9, 0, tzinfo=UTC), "1.20"),
        (datetime(2026, 11, 21, 9, 0, tzinfo=UTC), "0.60"),
    ],
)
def test_peak_hours_cost_more_on_working_days(moment, output):
    tariff = find_tariff(DEEPSEEK, "deepseek-flash", moment.date())
    assert tariff is not None
    assert tariff.at(moment).output == Decimal(output)
    assert tariff.dearest.output == Decimal("1.20")


@pytest.mark.parametrize(
    ("base_url", "model", "day", "output"),
    [
        (DEEPSEEK, "deepseek-v4-pro", date(2026, 11, 20), "1.98"),
        ("https://api.openai.com/v1", "gpt-5.4-mini-2026-03-17", date(2026, 11, 20), "4.50"),
        ("https://api.openai.com/v1", "gpt-5.4", date(2026, 11, 20), "15.00"),
        ("https://api.openai.com/v1", "gpt-5.6-luna", date(2026, 7, 29), None),
        ("https://generativelanguage.googleapis.com/v1beta/openai", "gemini-3.8-flash", date(2026, 12, 31), "3.75"),
        ("https://generativelanguage.googleapis.com/v1beta/openai", "gemini-3.8-flash", date(2027, 1, 1), "7.50"),
        ("http://localhost:11434/v1", "anything", date(2026, 11, 20), "0"),
        ("http://127.0.0.1/v1", "anything", date(2026, 11, 20), "0"),
        ("http://[::1]:8000/v1", "anything", date(2026, 11, 20), "0"),
        ("http://localhost.evil.test/v1", "anything", date(2026, 11, 20), None),
        ("https://elsewhere.test/v1", "deepseek-flash", date(2026, 11, 20), None),
        (DEEPSEEK, "deepseek-flash-2", date(2026, 11, 20), None),
    ],
)
def test_a_price_is_for_a_model_at_an_address_in_its_time(base_url, model, day, output):
    tariff = find_tariff(base_url, model, day)
    assert (tariff and tariff.usual.output) == (None if output is None else Decimal(output))


def test_every_row_of_prices_is_complete():
    rows = tomllib.loads(files("invoice_ocr.readers.endpoint").joinpath("prices.toml").read_text("utf-8"))["price"]
    for row in rows:
        assert {"base_urls", "models", "input", "output"} <= set(row)
        assert Decimal(row["output"]) >= Decimal(row["input"]) >= Decimal(row.get("cached_input", "0"))


def test_a_completion_says_what_it_cost(serve, client_for):
    client = client_for(serve(reply()), **PRICED)
    assert client.complete(ASK).cost == COST
    assert client.bill == Bill(1, 0, 1000, 100, COST)


def test_a_server_of_ones_own_costs_nothing(serve, client_for):
    assert client_for(serve(reply())).complete(ASK).cost == 0


def test_what_the_cap_does_not_allow_is_not_sent(serve, client_for):
    server = serve(reply())
    client = client_for(server, spend_cap="0.05", **PRICED)
    with pytest.raises(
        SpendCapReached, match=r"may cost up to \$0\.080.*, and of the spend cap of \$0\.05 only"
    ) as caught:
        client.complete(ASK)
    assert caught.value.stops_batch
    assert server.requests == []


def test_the_cap_counts_what_was_spent_not_what_was_reserved(serve, client_for):
    server = serve(reply())
    client = client_for(server, spend_cap="0.086", **PRICED)
    for _ in range(3):
        client.complete(ASK)
    with pytest.raises(SpendCapReached):
        client.complete(ASK)
    assert len(server.requests) == 3
    assert client.bill.cost == 3 * COST


def test_refusals_cost_nothing_and_cut_replies_perhaps(serve, client_for):
    client = client_for(serve(error(500), error(400)), **PRICED)
    with pytest.raises(EndpointError):
        client.complete(ASK)
    assert client.bill == Bill()
    client = client_for(serve(cut_in_body, reply()), **PRICED)
    client.complete(ASK)
    assert client.bill.cost == COST
    assert client.bill.uncertain == Decimal("0.080087")


def test_what_may_have_cost_something_counts_against_the_cap(serve, client_for):
    server = serve(cut_in_body)
    client = client_for(server, spend_cap="0.2", **PRICED)
    with pytest.raises(SpendCapReached):
        client.complete(ASK)
    assert len(server.requests) == 2


def test_an_unknown_price_is_unknown(serve, client_for, monkeypatch):
    monkeypatch.setattr("invoice_ocr.readers.endpoint.settings.find_tariff", lambda *_: None)
    server = serve(reply())
    client = client_for(server)
    assert client.complete(ASK).cost is None
    assert client.bill == Bill(1, 0, 1000, 100, None)
    with pytest.raises(UsageError, match="price of this model is unknown") as caught:
        client_for(server, spend_cap="1").complete(ASK)
    assert "INVOICE_OCR_ALLOW_UNPRICED" in caught.value.remedy
    assert client_for(server, spend_cap="1", allow_unpriced=True).complete(ASK).cost is None
    assert len(server.requests) == 2


def test_a_reply_without_usage_counts_as_what_was_reserved(serve, client_for):
    server = serve(reply({**completion(), "usage": None}))
    client = client_for(server, spend_cap="0.1", **PRICED)
    assert client.complete(ASK).cost is None
    with pytest.raises(SpendCapReached):
        client.complete(ASK)
    assert len(server.requests) == 1


def test_requests_wait_for_what_others_have_reserved():
    account = Account(Decimal(10))
    account.reserve(Decimal(6))
    begun, done = threading.Event(), []

    def second():
        begun.set()
        account.reserve(Decimal(6))
        done.append(True)

    thread = threading.Thread(target=second)
    thread.start()
    assert begun.wait(5)
    thread.join(0.1)
    assert done == []
    account.pay(Decimal(6), Completion("", "stop", Usage(1, 1), "m", cost=Decimal(3)))
    thread.join(5)
    assert done == [True]
    account.doubt(Decimal(6))
    with pytest.raises(SpendCapReached):
        account.reserve(Decimal(2))
    assert account.bill.uncertain == 6


def test_many_threads_never_go_beyond_the_cap(serve, client_for):
    server = serve(reply())
    client = client_for(server, spend_cap="0.2", **PRICED)
    refused = []

    def work():
        for _ in range(20):
            try:
                client.complete(ASK)
            except SpendCapReached as error:
                refused.append(error)

    threads = [threading.Thread(target=work) for _ in range(8)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join(60)
    assert client.bill.cost is not None
    assert Decimal("0.11") < client.bill.cost <= Decimal("0.2")
    assert client.bill.replies == len(server.requests) == 160 - len(refused)
