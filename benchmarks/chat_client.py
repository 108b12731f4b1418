"""Pages a second and processor time a page of the client alone, beside the `openai` package and `instructor`.

    pip install -r benchmarks/requirements-chat.txt
    python benchmarks/chat_client.py             # three rounds
    python benchmarks/chat_client.py --publish   # writes results/chat_client.json and the table of README.md

The server is a process of its own, which answers every request after 300 ms; 64 requests are under way at a time, so
that no client can do more than 213 pages a second. Pictures are encoded beforehand (a page at the size for DeepSeek,
each one different); base64, JSON, sending, reading and, for instructor, making the model of the reply are measured. The
clients take turns, each in a process of its own; figures are medians over the rounds.
"""

from __future__ import annotations

import argparse
import asyncio
import base64
import io
import json
import os
import platform
import statistics
import subprocess
import sys
import tempfile
import time
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from collections.abc import Callable

HERE = Path(__file__).resolve().parent
PAGE = HERE.parent / "samples" / "uk-vat-invoice" / "document.pdf"
RESULTS = HERE / "results" / "chat_client.json"
README = HERE / "README.md"
MARKS = ("<!-- chat client -->\n", "<!-- end of chat client -->")

LATENCY_S = 0.3
IN_FLIGHT = 64
IDEAL = IN_FLIGHT / LATENCY_S
SIDE = 1540
PROMPT = "Read this invoice and answer in JSON. " * 50
LINES = [{"description": "Garden chair, oak", "quantity": "2", "amount": "1,234.50"}] * 20
REPLY = json.dumps({"number": "A-1234", "total": "24,690.00", "lines": LINES})

Figures = dict[str, float]


def main() -> int:
    parser = argparse.ArgumentParser(description="Measure the client of chat endpoints.")
    parser.add_argument("--rounds", type=int, default=3)
    parser.add_argument("--pages", type=int, default=2560)
    parser.add_argument("--publish", action="store_true")
    parser.add_argument("--serve", action="store_true", help=argparse.SUPPRESS)
    parser.add_argument("--one", help=argparse.SUPPRESS)
    given = parser.parse_args()
    if given.serve:
        asyncio.run(serve())
    elif given.one:
        print(json.dumps(measured(CLIENTS[given.one], given.pages)))
    else:
        results = compared(given.rounds, given.pages)
        print(table(results))
        if given.publish:
            publish(results)
    return 0


def compared(rounds: int, pages: int) -> dict[str, Figures]:
    runs: dict[str, list[Figures]] = {name: [] for name in CLIENTS}
    for _ in range(rounds):
        for name, figures in runs.items():
            command = [sys.executable, __file__, "--pages", str(pages), "--one", name]
            figures.append(json.loads(subprocess.run(command, stdout=subprocess.PIPE, check=True, text=True).stdout))
    return {
        name: {key: round(statistics.median(one[key] for one in figures), 3) for key in figures[0]}
        for name, figures in runs.items()
    }


def measured(client: Callable[[str, list[bytes]], object], pages: int) -> Figures:
    """Pages a second, and milliseconds of this process's own processor time a page, after the libraries are loaded."""
    server = subprocess.Popen([sys.executable, __file__, "--serve"], stdout=subprocess.PIPE, text=True)
    try:
        address = f"http://127.0.0.1:{server.stdout.readline().strip()}/v1"  # type: ignore[union-attr]
        pictures = drawn(pages)
        client(address, pictures[:2])
        start, own = time.perf_counter(), time.process_time()
        client(address, pictures)
        seconds, own = time.perf_counter() - start, time.process_time() - own
    finally:
        server.kill()
        server.wait()
    return {
        "pages_a_second": pages / seconds,
        "share_of_ideal": pages / seconds / IDEAL,
        "own_ms_a_page": own / pages * 1000,
        "picture_kb": len(pictures[0]) / 1000,
    }


def drawn(count: int) -> list[bytes]:
    from invoice_ocr.documents import open_document  # noqa: PLC0415 - what is not measured is not loaded

    page = io.BytesIO()
    open_document(PAGE).pages[0].image(long_side=SIDE).save(page, "JPEG", quality=90)
    return [page.getvalue() + number.to_bytes(4, "big") for number in range(count)]


def expect(right: bool) -> None:  # noqa: FBT001 - the one thing it is told
    if not right:
        sys.exit("a client gave another reply than the server sent")


def ours(address: str, pictures: list[bytes], **given: Any) -> None:
    from invoice_ocr.readers.endpoint.ask import Ask, Picture  # noqa: PLC0415 - each process loads only its own client
    from invoice_ocr.readers.endpoint.client import ChatClient  # noqa: PLC0415
    from invoice_ocr.readers.endpoint.configuration import load_settings  # noqa: PLC0415

    limits = {"in_flight": IN_FLIGHT, "start": given.pop("start", IN_FLIGHT)}
    settings = load_settings(base_url=address, model="m", profile="deepseek", api_key="sk-none", limits=limits, **given)
    with ChatClient(settings) as client, ThreadPoolExecutor(IN_FLIGHT) as pool:
        asks = (Ask(PROMPT, (Picture("image/jpeg", data),), json_schema={"type": "object"}) for data in pictures)
        for done in pool.map(client.complete, asks):
            expect(done.content == REPLY)


def ours_from_four(address: str, pictures: list[bytes]) -> None:
    ours(address, pictures, start=4)


def ours_with_cache(address: str, pictures: list[bytes]) -> None:
    with tempfile.TemporaryDirectory() as folder:
        ours(address, pictures, cache=Path(folder) / "replies.sqlite")


def messages(data: bytes) -> list[dict[str, Any]]:
    url = "data:image/jpeg;base64," + base64.b64encode(data).decode()
    parts = [{"type": "text", "text": PROMPT}, {"type": "image_url", "image_url": {"url": url, "detail": "high"}}]
    return [{"role": "user", "content": parts}]


OPTIONS: dict[str, Any] = {
    "model": "m",
    "temperature": 0,
    "max_tokens": 8000,
    "response_format": {"type": "json_object"},
    "extra_body": {"thinking": {"type": "disabled"}},
}


def openai_threads(address: str, pictures: list[bytes]) -> None:
    from openai import OpenAI  # noqa: PLC0415 - each process loads only its own client

    with OpenAI(base_url=address, api_key="sk-none") as client, ThreadPoolExecutor(IN_FLIGHT) as pool:

        def ask(data: bytes) -> str | None:
            done = client.chat.completions.create(messages=messages(data), **OPTIONS)
            return done.choices[0].message.content

        for content in pool.map(ask, pictures):
            expect(content == REPLY)


def openai_asyncio(address: str, pictures: list[bytes]) -> None:
    from openai import AsyncOpenAI  # noqa: PLC0415 - each process loads only its own client

    async def work() -> None:
        places = asyncio.Semaphore(IN_FLIGHT)
        async with AsyncOpenAI(base_url=address, api_key="sk-none") as client:

            async def ask(data: bytes) -> None:
                async with places:
                    done = await client.chat.completions.create(messages=messages(data), **OPTIONS)
                    expect(done.choices[0].message.content == REPLY)

            await asyncio.gather(*(ask(data) for data in pictures))

    asyncio.run(work())


def instructor_threads(address: str, pictures: list[bytes]) -> None:
    import instructor  # noqa: PLC0415 - each process loads only its own client
    from openai import OpenAI  # noqa: PLC0415
    from pydantic import BaseModel  # noqa: PLC0415

    class Line(BaseModel):
        description: str
        quantity: str
        amount: str

    class Invoice(BaseModel):
        number: str
        total: str
        lines: list[Line]

    client = instructor.from_openai(OpenAI(base_url=address, api_key="sk-none"), mode=instructor.Mode.JSON)
    options = {name: value for name, value in OPTIONS.items() if name != "response_format"}

    def ask(data: bytes) -> Invoice:
        return client.chat.completions.create(response_model=Invoice, messages=messages(data), **options)

    with ThreadPoolExecutor(IN_FLIGHT) as pool:
        for invoice in pool.map(ask, pictures):
            expect(len(invoice.lines) == len(LINES))


CLIENTS: dict[str, Callable[[str, list[bytes]], object]] = {
    "invoice_ocr": ours,
    "invoice_ocr, from 4 in flight": ours_from_four,
    "invoice_ocr, with a new cache": ours_with_cache,
    "openai, threads": openai_threads,
    "openai, asyncio": openai_asyncio,
    "instructor, threads": instructor_threads,
}


class Answering(asyncio.Protocol):
    """Reads a request's body without looking at it, and answers after the latency."""

    ANSWER = json.dumps(
        {
            "id": "chatcmpl-1",
            "object": "chat.completion",
            "created": 1700000000,
            "model": "m",
            "choices": [
                {"index": 0, "finish_reason": "stop", "message": {"role": "assistant", "content": REPLY}},
            ],
            "usage": {"prompt_tokens": 1500, "completion_tokens": 600, "total_tokens": 2100},
        }
    ).encode()
    HEAD = b"HTTP/1.1 200 OK\r\nContent-Type: application/json\r\nContent-Length: %d\r\n\r\n"

    def connection_made(self, transport: asyncio.BaseTransport) -> None:
        """A client has come."""
        self.transport = transport
        self.head = b""
        self.left = 0

    def data_received(self, data: bytes) -> None:
        """Count the bytes of a request until it is whole."""
        if self.left:
            self.left -= len(data)
        else:
            self.head += data
            head, end, body = self.head.partition(b"\r\n\r\n")
            if not end:
                return
            length = head.lower().partition(b"content-length:")[2].partition(b"\r\n")[0]
            self.head, self.left = b"", int(length) - len(body)
        if not self.left:
            asyncio.get_running_loop().call_later(LATENCY_S, self.answer)

    def answer(self) -> None:
        """Send the one answer."""
        if not self.transport.is_closing():
            self.transport.write(self.HEAD % len(self.ANSWER) + self.ANSWER)  # type: ignore[attr-defined]


async def serve() -> None:
    server = await asyncio.get_running_loop().create_server(Answering, "127.0.0.1", 0, backlog=4 * IN_FLIGHT)
    print(server.sockets[0].getsockname()[1], flush=True)
    await server.serve_forever()


def table(results: dict[str, Figures]) -> str:
    lines = ["| client | pages a second | of 213 | own ms a page | times ours |", "|-|-|-|-|-|"]
    unit = results["invoice_ocr"]["own_ms_a_page"]
    for name, one in results.items():
        share, own = one["share_of_ideal"], one["own_ms_a_page"]
        lines.append(f"| {name} | {one['pages_a_second']:.0f} | {share:.0%} | {own:.2f} | {own / unit:.1f} |")
    return "\n".join(lines) + "\n"


def publish(results: dict[str, Figures]) -> None:
    machine = {"processors": os.cpu_count(), "architecture": platform.machine(), "python": platform.python_version()}
    how = {"latency_s": LATENCY_S, "in_flight": IN_FLIGHT, "ideal_pages_a_second": round(IDEAL, 1)}
    RESULTS.write_text(json.dumps({"machine": machine, **how, "clients": results}, indent=1) + "\n", "utf-8")
    text = README.read_text("utf-8")
    before, after = text.split(MARKS[0])[0], text.split(MARKS[1])[1]
    README.write_text(before + MARKS[0] + "\n" + table(results) + "\n" + MARKS[1] + after, "utf-8")


if __name__ == "__main__":
    sys.exit(main())
