"""What the server counts, for Prometheus. No label holds anything of a request but its route, method and status."""

from __future__ import annotations

from typing import TYPE_CHECKING

from prometheus_client import CollectorRegistry, Counter, Gauge, Histogram, generate_latest
from prometheus_client.platform_collector import PlatformCollector
from prometheus_client.process_collector import ProcessCollector

if TYPE_CHECKING:
    from collections.abc import Callable

SPANS = (0.01, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10, 30, 60, 120)

MEDIA_TYPE = "text/plain; version=0.0.4; charset=utf-8"


class Metrics:
    """The counters of one server."""

    def __init__(self) -> None:
        registry = CollectorRegistry()
        ProcessCollector(registry=registry)
        PlatformCollector(registry=registry)
        self._registry = registry
        self.requests = Counter(
            "invoice_ocr_requests", "Requests answered.", ["route", "method", "status"], registry=registry
        )
        self.seconds = Histogram(
            "invoice_ocr_request_seconds", "From the request's head to the answer's end.", ["route"],
            buckets=SPANS, registry=registry,
        )  # fmt: skip
        self.documents = Counter(
            "invoice_ocr_documents", "Documents read, by how it ended.", ["outcome"], registry=registry
        )
        self.pages = Counter("invoice_ocr_pages", "Pages read.", registry=registry)
        self.workers_lost = Counter("invoice_ocr_workers_lost", "Workers replaced.", ["how"], registry=registry)

    def watch(self, name: str, says: str, value: Callable[[], float]) -> None:
        """A gauge that is asked when somebody looks."""
        Gauge(f"invoice_ocr_{name}", says, registry=self._registry).set_function(value)

    def text(self) -> bytes:
        """All of it, in Prometheus' text format."""
        return generate_latest(self._registry)
