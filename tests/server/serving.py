"""A server as a process of its own, and what it writes to standard error."""

from __future__ import annotations

import json
import os
import queue
import signal
import subprocess
import sys
import threading
import time
from pathlib import Path

import httpx

KEY = "test-key-one"
OTHER_KEY = "test-key-two"
SCRIPTED = Path(__file__).with_name("scripted_server.py")


class Serving:
    """``program`` is started, and asked until it is ready; its log is kept."""

    def __init__(self, *program, keys=(), env=None):
        environment = {**os.environ, **(env or {}), "INVOICE_OCR_SERVER_KEYS": ",".join(keys)}
        self.process = subprocess.Popen(
            [sys.executable, *map(str, program)], stderr=subprocess.PIPE, stdout=subprocess.DEVNULL, env=environment
        )
        self.lines: list[str] = []
        self._coming: queue.Queue[str] = queue.Queue()
        self._reader = threading.Thread(target=self._read, daemon=True)
        self._reader.start()
        self.url = self.wait_for("listening")["url"]
        headers = {"Authorization": f"Bearer {keys[0]}"} if keys else {}
        self.client = httpx.Client(base_url=self.url, headers=headers, timeout=60, trust_env=False)
        self.wait_for("ready")

    def _read(self):
        for line in self.process.stderr:
            self.lines.append(line.decode())
            self._coming.put(line.decode())

    def wait_for(self, event, *, seconds=60, **details):
        """The next line of the log that tells of this event, with these details."""
        end = time.monotonic() + seconds
        while time.monotonic() < end:
            try:
                line = json.loads(self._coming.get(timeout=0.2))
            except queue.Empty:
                if self.process.poll() is not None:
                    break
                continue
            if line.items() >= {"event": event, **details}.items():
                return line
        raise AssertionError(f"no {event!r} in {self.lines}")

    @property
    def log(self):
        return "".join(self.lines)

    def workers(self):
        """The ids of the worker processes."""
        threads = Path(f"/proc/{self.process.pid}/task").iterdir()
        children = [pid for thread in threads for pid in (thread / "children").read_text().split()]
        return [int(pid) for pid in children if b"spawn_main" in Path(f"/proc/{pid}/cmdline").read_bytes()]

    def stop(self):
        self.process.send_signal(signal.SIGTERM)
        self.process.send_signal(signal.SIGINT)  # the second one ends it at once
        self.process.wait(20)
        self._reader.join(5)
        self.process.stderr.close()
        self.client.close()
