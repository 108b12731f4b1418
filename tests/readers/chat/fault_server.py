"""A real server on this machine that plays what it is told: one part for each request, the last one again and again."""

from __future__ import annotations

import json
import socket
import ssl
import struct
import threading
from collections.abc import Callable
from contextlib import suppress
from dataclasses import dataclass

KEY = "sk-canary-8d1f00c5e7a94b"
CONTENT = '{"total": "12.50"}'


@dataclass
class Request:
    path: str
    headers: dict[str, str]
    body: bytes

    @property
    def json(self):
        return json.loads(self.body)


class Line:
    """The server's end of one connection, as a part sees it."""

    def __init__(self, sock: socket.socket, over: threading.Event, request: Request) -> None:
        self.request = request
        self.sock = sock
        self.over = over
        self.sent = 0

    def send(self, data: bytes) -> None:
        self.sock.sendall(data)
        self.sent += len(data)

    def wait(self, seconds: float) -> bool:
        """False when the test is over."""
        return not self.over.wait(seconds)


Part = Callable[[Line], bool | None]
"""Answers a request; False closes the connection afterwards."""


class FaultServer:
    def __init__(self, *parts: Part, slow_to_read: bool = False, tls: ssl.SSLContext | None = None) -> None:
        self.parts = list(parts) or [reply()]
        self.requests: list[Request] = []
        self.connections = 0
        self.under_way = 0
        self.most_under_way = 0
        self.sent = 0
        self._slow = slow_to_read
        self._lock = threading.Lock()
        self._over = threading.Event()
        self._listener = socket.create_server(("127.0.0.1", 0), backlog=256)
        self._lines: list[socket.socket] = []
        self._tls = tls
        self.url = f"{'https' if tls else 'http'}://127.0.0.1:{self._listener.getsockname()[1]}"
        self._threads = [threading.Thread(target=self._accept)]
        self._threads[0].start()

    def close(self) -> None:
        self._over.set()
        with suppress(OSError):
            self._listener.shutdown(socket.SHUT_RDWR)
        self._listener.close()
        for line in self._lines:
            with suppress(OSError):
                line.shutdown(socket.SHUT_RDWR)
        for thread in self._threads:
            thread.join(10)
            assert not thread.is_alive()

    def _accept(self) -> None:
        while True:
            try:
                sock, _ = self._listener.accept()
            except OSError:
                return
            self.connections += 1
            self._lines.append(sock)
            thread = threading.Thread(target=self._serve, args=(sock,))
            self._threads.append(thread)
            thread.start()

    def _serve(self, sock: socket.socket) -> None:
        with suppress(OSError), self._secured(sock) as line, line.makefile("rb") as file:
            while self._slow or (request := _read(file)):
                if self._slow:
                    self._over.wait()
                    return
                if not self._play(line, request):
                    return

    def _secured(self, sock: socket.socket) -> socket.socket:
        return self._tls.wrap_socket(sock, server_side=True) if self._tls else sock

    def _play(self, sock: socket.socket, request: Request) -> bool:
        with self._lock:
            part = self.parts[min(len(self.requests), len(self.parts) - 1)]
            self.requests.append(request)
            self.under_way += 1
            self.most_under_way = max(self.most_under_way, self.under_way)
        line = Line(sock, self._over, request)
        try:
            return part(line) is not False
        finally:
            with self._lock:
                self.under_way -= 1
                self.sent += line.sent


def _read(file) -> Request | None:
    first = file.readline()
    if not first.strip():
        return None
    headers = {}
    while (line := file.readline().decode().strip()) and ":" in line:
        name, _, value = line.partition(":")
        headers[name.lower()] = value.strip()
    return Request(first.decode().split()[1], headers, file.read(int(headers.get("content-length", 0))))


def completion(content=CONTENT, finish_reason="stop", **more):
    """A chat completion; what is more goes into the message."""
    return {
        "id": "chatcmpl-1",
        "object": "chat.completion",
        "created": 1700000000,
        "model": "served-model",
        "choices": [
            {
                "index": 0,
                "message": {"role": "assistant", "content": content, **more},
                "finish_reason": finish_reason,
            }
        ],
        "usage": {"prompt_tokens": 1000, "completion_tokens": 100, "total_tokens": 1100},
    }


def head(status=200, content_type="application/json", **headers) -> bytes:
    lines = [f"HTTP/1.1 {status} Whatever", f"Content-Type: {content_type}"]
    lines += [f"{name.replace('_', '-')}: {value}" for name, value in headers.items()]
    return ("\r\n".join(lines) + "\r\n").encode()


def answer(body: bytes, status=200, content_type="application/json", **headers) -> Part:
    whole = head(status, content_type, **headers) + b"Content-Length: %d\r\n\r\n" % len(body) + body
    return lambda line: line.send(whole)


def reply(payload=None, status=200, **headers) -> Part:
    return answer(json.dumps(completion() if payload is None else payload).encode(), status, **headers)


def error(status, message="it went wrong", **headers) -> Part:
    return reply(
        {"error": {"message": message, "type": "some_error", "param": None, "code": "some_error"}}, status, **headers
    )


def chunk(data: bytes) -> bytes:
    return b"%x\r\n%s\r\n" % (len(data), data)


def dripped(before: bytes, drop: bytes, every=0.05, drops=10**9, last=b"") -> Part:
    """Chunked: a drop now and then, before the last words come."""

    def play(line: Line):
        line.send(
            head(Transfer_Encoding="chunked", content_type="text/event-stream" if b":" in drop else "application/json")
        )
        line.send(b"\r\n" + (chunk(before) if before else b""))
        for _ in range(drops):
            if not line.wait(every):
                return False
            line.send(chunk(drop))
        line.send(chunk(last) + b"0\r\n\r\n")
        return True

    return play


def dripped_head(every=0.05) -> Part:
    def play(line: Line):
        line.send(b"HTTP/1.1 200 OK\r\nX-Long: ")
        while line.wait(every):
            line.send(b"x")
        return False

    return play


def stalled(line: Line):
    line.wait(30)
    return False


def cut_in_body(line: Line):
    line.send(head() + b"Content-Length: 5000\r\n\r\n" + b'{"choices": [{"mess')
    return False


def cut_in_chunks(line: Line):
    line.send(head(Transfer_Encoding="chunked") + b"\r\n" + chunk(b'{"choices": [{"mess') + b"ff\r\n{")
    return False


def hung_up(line: Line):  # noqa: ARG001 - says nothing
    return False


def reset(line: Line):
    line.sock.setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, struct.pack("ii", 1, 0))
    return False


def endless(megabytes: int, status=200) -> Part:
    def play(line: Line):
        line.send(head(status) + b"Content-Length: %d\r\n\r\n" % (megabytes << 20))
        for _ in range(megabytes):
            line.send(b" " * (1 << 20))
        return True

    return play


def sse(*events: str, end="\n\n", tail="") -> Part:
    """Events as they stand, each with ``end`` after it."""
    return answer(("".join(event + end for event in events) + tail).encode(), content_type="text/event-stream")


def delta(content=None, finish_reason=None, **more) -> str:
    choice = {"index": 0, "delta": {} if content is None else {"content": content}, "finish_reason": finish_reason}
    return json.dumps({"id": "1", "model": "served-model", "choices": [choice], **more})
