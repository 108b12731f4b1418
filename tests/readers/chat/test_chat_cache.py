from __future__ import annotations

import logging
import os
import sqlite3
import stat
import subprocess
import sys
import threading
from decimal import Decimal
from pathlib import Path

import pytest
from fault_server import CONTENT, completion, reply

from invoice_ocr.errors import UsageError
from invoice_ocr.model.reading import Usage
from invoice_ocr.readers.endpoint.ask import Ask, Completion, Picture
from invoice_ocr.readers.endpoint.cache import Cache

ASK = Ask("What is printed here?", (Picture("image/png", b"\x89PNG 1"),), "prompt-1")
WHOLE = Completion("Grüße 1,50 €", "stop", Usage(1, 2, 3), "m", cost=Decimal(1))


@pytest.fixture
def path(tmp_path):
    return tmp_path / "new" / "replies.sqlite"


def test_a_second_run_is_free(serve, client_for, path):
    server = serve(reply())
    client = client_for(server, cache=path, price={"input": "1", "output": "1"})
    first, second = client.complete(ASK), client.complete(ASK)
    assert (first.cached, second.cached, second.cost) == (False, True, 0)
    assert (second.content, second.usage, second.model, second.finish_reason) == (
        first.content,
        first.usage,
        first.model,
        first.finish_reason,
    )
    assert (client.bill.replies, client.bill.cached, client.bill.prompt_tokens) == (1, 1, 1000)
    assert len(server.requests) == 1


def test_a_second_run_in_another_process_is_free(serve, client_for, path):
    server = serve(reply())
    client_for(server, cache=path).complete(ASK)
    program = f"""
from invoice_ocr.readers.endpoint.ask import Ask, Picture
from invoice_ocr.readers.endpoint.client import ChatClient
from invoice_ocr.readers.endpoint.configuration import load_settings
ask = Ask("What is printed here?", (Picture("image/png", b"\\x89PNG 1"),), "prompt-1")
with ChatClient(load_settings(base_url={server.url!r}, model="m", cache={str(path)!r})) as client:
    print(client.complete(ask).cached)
"""
    run = subprocess.run([sys.executable, "-c", program], capture_output=True, text=True, check=True)
    assert run.stdout.strip() == "True"
    assert len(server.requests) == 1


@pytest.mark.parametrize(
    "other",
    [
        Ask("What else is printed here?", ASK.pictures, "prompt-1"),
        Ask(ASK.prompt, (Picture("image/png", b"\x89PNG 2"),), "prompt-1"),
        Ask(ASK.prompt, ASK.pictures, "prompt-2"),
        Ask(ASK.prompt, ASK.pictures, "prompt-1", variation=1),
    ],
)
def test_another_request_is_asked(serve, client_for, path, other):
    server = serve(reply())
    client = client_for(server, cache=path)
    client.complete(ASK)
    assert not client.complete(other).cached
    assert len(server.requests) == 2


@pytest.mark.parametrize(
    ("payload", "kept"),
    [
        (completion("12", "length"), True),
        (completion("  "), True),
        (completion(None, refusal="No."), False),
        (completion("", "content_filter"), False),
        (completion("12", None), False),
        (completion(None, "tool_calls", tool_calls=[{}]), False),
    ],
)
def test_only_whole_and_cut_replies_are_kept(serve, client_for, path, payload, kept):
    server = serve(reply(payload))
    client = client_for(server, cache=path)
    client.complete(ASK)
    assert client.complete(ASK).cached is kept


def test_without_a_file_nothing_is_kept(serve, client_for):
    server = serve(reply())
    client = client_for(server)
    client.complete(ASK)
    assert not client.complete(ASK).cached


def test_what_comes_out_is_what_went_in(path):
    cache = Cache(path)
    cache.put("k", WHOLE)
    assert cache.get("k") == Completion("Grüße 1,50 €", "stop", Usage(1, 2, 3), "m", cached=True, cost=Decimal(0))
    assert cache.get("other") is None
    cache.put("n", Completion("x", "stop", None, "m"))
    assert (found := cache.get("n")) is not None
    assert found.usage is None
    cache.close()


@pytest.mark.skipif(os.name == "nt", reason="rights are others on Windows")
def test_only_its_owner_may_read_it(path):
    cache = Cache(path)
    cache.put("k", WHOLE)
    files = list(path.parent.iterdir())
    assert {stat.S_IMODE(file.stat().st_mode) for file in files} == {0o600}
    cache.close()


def test_many_threads_and_processes_begin_one_file_together(path):
    program = f"""
import threading
from pathlib import Path
from invoice_ocr.readers.endpoint.ask import Completion
from invoice_ocr.readers.endpoint.cache import Cache
cache = Cache(Path({str(path)!r}))
def work(name):
    for number in range(10):
        cache.put(f"{{name}}-{{number}}", Completion("x", "stop", None, "m"))
import os
threads = [threading.Thread(target=work, args=(f"{{os.getpid()}}-{{n}}",)) for n in range(3)]
[t.start() for t in threads]; [t.join() for t in threads]
cache.close()
"""
    runs = [subprocess.Popen([sys.executable, "-c", program], stderr=subprocess.PIPE, text=True) for _ in range(4)]
    assert [(run.communicate()[1], run.returncode) for run in runs] == [("", 0)] * 4
    database = sqlite3.connect(path)
    assert database.execute("select count(*) from replies").fetchone() == (120,)
    database.close()


def filled(path: Path, rows=200) -> None:
    cache = Cache(path)
    for number in range(rows):
        cache.put(f"key-{number}", Completion("x" * 3000, "stop", None, "m"))
    cache.close()


def damaged(path: Path, start: int) -> None:
    data = bytearray(path.read_bytes())
    data[start:] = b"\xa5" * (len(data) - start)
    path.write_bytes(data)


@pytest.mark.parametrize("start", [100, 4096])
def test_a_damaged_file_is_set_aside_and_a_new_one_begins(serve, client_for, path, caplog, start):
    filled(path)
    damaged(path, start)
    server = serve(reply())
    client = client_for(server, cache=path)
    with caplog.at_level(logging.WARNING):
        assert client.complete(ASK).content == CONTENT
    assert client.complete(ASK).cached
    assert "is damaged" in caplog.text
    aside = [file for file in path.parent.iterdir() if ".damaged-" in file.name]
    assert aside
    assert any(b"\xa5" * 100 in file.read_bytes() for file in aside)


def test_a_file_that_is_damaged_while_it_is_used(path, caplog):
    filled(path)
    cache = Cache(path)
    damaged(path, 8192)
    with caplog.at_level(logging.WARNING):
        assert None in [cache.get(f"key-{number}") for number in range(200)]
    cache.put("k", WHOLE)
    assert cache.get("k") is not None
    assert "a new one begins" in caplog.text
    cache.close()


def test_a_damaged_file_that_cannot_be_moved_is_done_without(serve, client_for, path, caplog, monkeypatch):
    filled(path)
    damaged(path, 100)

    def in_use(*_):
        raise PermissionError("it is used by another program")

    monkeypatch.setattr(Path, "replace", in_use)
    client = client_for(serve(reply()), cache=path)
    with caplog.at_level(logging.WARNING):
        assert [client.complete(ASK).cached for _ in range(2)] == [False, False]
    assert "replies are not kept" in caplog.text


@pytest.mark.parametrize(
    "row", ["no json", "{}", "[]", '{"content": "x", "finish_reason": "stop", "model": "m", "usage": [1]}']
)
def test_a_damaged_row_is_asked_for_again(path, row):
    cache = Cache(path)
    database = sqlite3.connect(path)
    with database:
        database.execute("insert into replies values ('k', 'm', '', ?)", (row,))
    database.close()
    assert cache.get("k") is None
    cache.put("k", WHOLE)
    assert cache.get("k") is not None
    cache.close()


def other_program(path: Path) -> None:
    database = sqlite3.connect(path)
    database.execute("create table mine (x)")
    database.close()


def newer(path: Path) -> None:
    filled(path, 1)
    database = sqlite3.connect(path)
    database.execute("pragma user_version = 99")
    database.close()


@pytest.mark.parametrize(
    ("make", "said"),
    [
        (lambda path: path.write_text("dear diary", "utf-8"), "holds something else"),
        (lambda path: path.mkdir(), "directory"),
        (other_program, "another program"),
        (newer, "newer version"),
    ],
)
def test_what_is_no_cache_is_left_alone(path, make, said):
    path.parent.mkdir()
    make(path)
    before = path.read_bytes() if path.is_file() else None
    with pytest.raises(UsageError, match=said) as caught:
        Cache(path)
    assert "INVOICE_OCR_CACHE" in caught.value.remedy
    assert before is None or path.read_bytes() == before


def test_a_folder_that_cannot_be_made(tmp_path):
    (tmp_path / "file").write_text("", "utf-8")
    with pytest.raises(UsageError, match="can't be used as a cache"):
        Cache(tmp_path / "file" / "replies.sqlite")


def test_an_empty_file_becomes_a_cache(path):
    path.parent.mkdir()
    path.touch()
    cache = Cache(path)
    cache.put("k", WHOLE)
    assert cache.get("k") is not None
    cache.close()


def test_a_locked_cache_does_not_lose_the_reply(serve, client_for, path, caplog, monkeypatch):
    monkeypatch.setattr("invoice_ocr.readers.endpoint.cache._BUSY_S", 0.05)
    server = serve(reply())
    client = client_for(server, cache=path)
    client.complete(Ask("first"))
    other = sqlite3.connect(path)
    other.execute("begin immediate")
    with caplog.at_level(logging.WARNING):
        assert client.complete(ASK).content == CONTENT
    assert "the reply is not kept" in caplog.text
    other.rollback()
    other.close()


def test_a_cache_that_is_locked_for_long_is_said(path, monkeypatch):
    filled(path, 1)
    monkeypatch.setattr("invoice_ocr.readers.endpoint.cache._BUSY_S", 0.05)
    other = sqlite3.connect(path)
    other.execute("begin immediate")
    with pytest.raises(UsageError, match="locked"):
        Cache(path)
    other.rollback()
    other.close()


def test_threads_share_it(serve, client_for, path):
    server = serve(reply())
    client = client_for(server, cache=path)
    threads = [threading.Thread(target=client.complete, args=(Ask(f"page {n % 5}"),)) for n in range(40)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join(30)
    assert client.bill.replies + client.bill.cached == 40
    assert client.complete(Ask("page 3")).cached
