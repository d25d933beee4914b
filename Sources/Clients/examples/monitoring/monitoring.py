"""The gateway's metrics read, and a client that keeps its own."""

from __future__ import annotations

import re
import time
from typing import Any, Dict

import httpx
from prometheus_client import CollectorRegistry, Counter, Gauge, Histogram
from prometheus_client.parser import text_string_to_metric_families

from pixelated_empathy import PixelatedEmpathyAPI

PREFIX = "pixelated_empathy_"


def scrape(url: str, key: str) -> Dict[str, Any]:
    """requests, errors (of the gateway's), slow (share of answers over 0.1 s), jobs by status, connections."""
    answer = httpx.get(f"{url}/metrics", headers={"Authorization": f"Bearer {key}"}, timeout=10)
    answer.raise_for_status()
    return figures(answer.text)


def figures(text: str) -> Dict[str, Any]:
    requests = errors = total = quick = 0.0
    jobs: Dict[str, float] = {}
    connections = 0.0
    for family in text_string_to_metric_families(text):
        for sample in family.samples:
            name, labels, value = sample.name, sample.labels, sample.value
            if name == PREFIX + "requests_total":
                requests += value
                errors += value if labels["status"].startswith("5") else 0
            elif name == PREFIX + "request_duration_seconds_count":
                total += value
            elif name == PREFIX + "request_duration_seconds_bucket" and labels["le"] == "0.1":
                quick += value
            elif name == PREFIX + "jobs":
                jobs[labels["status"]] = jobs.get(labels["status"], 0) + value
            elif name == PREFIX + "active_connections":
                connections = value
    return {
        "requests": requests,
        "errors": errors,
        "slow": 1 - quick / total if total else 0.0,
        "jobs": jobs,
        "connections": connections,
    }


class MonitoredAPI(PixelatedEmpathyAPI):
    """Counts requests, their time and those that are open, under the names that the gateway's have."""

    def __init__(self, *words: Any, registry: CollectorRegistry, **options: Any) -> None:
        super().__init__(*words, transport=_Counting(registry), **options)


class _Counting(httpx.BaseTransport):
    def __init__(self, registry: CollectorRegistry) -> None:
        self._inner = httpx.HTTPTransport()
        labels = ["method", "endpoint"]
        self._requests = Counter(
            PREFIX + "requests", "requests by how they ended", [*labels, "status"], registry=registry
        )
        self._seconds = Histogram(
            PREFIX + "request_duration_seconds", "seconds to the head of the answer", labels,
            registry=registry,
        )
        self._open = Gauge(PREFIX + "active_connections", "requests that are open", registry=registry)

    def handle_request(self, request: httpx.Request) -> httpx.Response:
        # The route, never an id.
        endpoint = re.sub(
            r"^(.*/v1/(?:conversations|datasets|processing/jobs|exports|webhooks))/[^/]+$", r"\1/{id}",
            request.url.path,
        )
        start, status = time.perf_counter(), "none"
        self._open.inc()
        try:
            response = self._inner.handle_request(request)
            status = str(response.status_code)
            return response
        finally:
            self._open.dec()
            self._requests.labels(request.method, endpoint, status).inc()
            self._seconds.labels(request.method, endpoint).observe(time.perf_counter() - start)

    def close(self) -> None:
        self._inner.close()
