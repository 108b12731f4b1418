"""Workers that die, hang, take too much memory or fail: each costs its own request, and the server lives on."""

from __future__ import annotations

import os
import signal
import threading
import time

import pytest
from scripted_server import BROKEN, DIE, HANG, HUNGRY, SECRET, SLOW
from sent_requests import CHAT, asking, data_uri, picture

linux_only = pytest.mark.skipif(not os.path.isdir("/proc/self"), reason="looks at processes through /proc")  # noqa: PTH112


@pytest.fixture(scope="module")
def server(scripted):
    return scripted(limit_s=3, memory=300 * 2**20)


def ask(server, width):
    return server.client.post(CHAT, json=asking(data_uri(picture(width))))


def lives(server):
    answer = ask(server, 50)
    return answer.status_code == 200 and SECRET in answer.text


def test_a_document_that_kills_its_worker_gets_a_clear_error(server):
    answer = ask(server, DIE)
    assert answer.status_code == 500
    assert answer.json()["error"]["type"] == "internal_error"
    assert "SIGKILL" in answer.json()["error"]["message"]
    assert answer.headers["x-should-retry"] == "false"
    assert lives(server)


def test_a_document_that_hangs_is_given_up_in_time(server):
    start = time.monotonic()
    answer = ask(server, HANG)
    assert answer.status_code == 422
    assert "within 3 seconds" in answer.json()["error"]["message"]
    assert time.monotonic() - start < 15
    assert lives(server)


@linux_only
def test_a_document_that_takes_too_much_memory_is_refused(server):
    answer = ask(server, HUNGRY)
    assert answer.status_code == 413
    assert "memory" in answer.json()["error"]["message"]
    assert lives(server)


def test_a_defect_says_nothing_of_the_document(server):
    answer = ask(server, BROKEN)
    assert answer.status_code == 500
    assert "ValueError" in answer.json()["error"]["message"]
    assert SECRET not in answer.text + server.log
    assert '"where": [' in server.log
    assert lives(server)


@linux_only
def test_a_worker_killed_in_the_middle_is_replaced_and_the_request_answered(server):
    answers = []
    asking_thread = threading.Thread(target=lambda: answers.append(ask(server, SLOW)))
    asking_thread.start()
    time.sleep(0.7)
    (worker,) = server.workers()
    os.kill(worker, signal.SIGKILL)
    asking_thread.join(30)
    assert [answer.status_code for answer in answers] == [200]
    assert server.workers() != [worker]
    assert lives(server)


@linux_only
def test_a_worker_killed_while_idle_is_replaced(server):
    assert lives(server)
    (worker,) = server.workers()
    os.kill(worker, signal.SIGKILL)
    assert lives(server)


def test_losses_are_counted(server):
    ask(server, DIE)
    lines = server.client.get("/metrics").text.splitlines()
    losses = {
        line.partition(" ")[0]: float(line.partition(" ")[2])
        for line in lines
        if line.startswith("invoice_ocr_workers_lost_total")
    }
    assert losses['invoice_ocr_workers_lost_total{how="died"}'] >= 2


def test_other_requests_are_answered_meanwhile(scripted):
    server = scripted(workers=2, limit_s=20)
    slow = threading.Thread(target=ask, args=(server, HANG), daemon=True)
    slow.start()
    time.sleep(0.2)
    start = time.monotonic()
    assert lives(server)
    assert time.monotonic() - start < 5
