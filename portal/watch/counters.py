"""Counters and times for an operator's monitoring. Their labels are routes and pages, never what somebody asked for."""

from __future__ import annotations

from prometheus_client import Counter, Gauge, Histogram, generate_latest

CONTENT_TYPE = "text/plain; version=0.0.4; charset=utf-8"
_SECONDS = (0.01, 0.025, 0.05, 0.1, 0.2, 0.5, 1.0, 2.5, 5.0, 10.0)

requests = Counter("portal_requests", "Requests answered.", ["route", "method", "status"])
request_seconds = Histogram(
    "portal_request_seconds", "Time to the end of an answer.", ["route"], buckets=_SECONDS
)
open_sockets = Gauge("portal_open_sockets", "Readers with a page open: WebSockets now open.")
page_seconds = Histogram("portal_page_seconds", "Time to run a page once.", ["page"], buckets=_SECONDS)
page_faults = Counter("portal_page_faults", "Pages that broke while they ran.", ["page"])


def as_text() -> bytes:
    return generate_latest()
