"""Counters and times for an operator's monitoring. Their labels are routes and pages, never what somebody asked for."""

from __future__ import annotations

from datetime import datetime

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

data_age = Gauge("portal_data_age_months", "Whole months since the newest month held.")
data_looked = Gauge(
    "portal_data_looked_timestamp_seconds", "Day of the last look at the archive; 0 where there was none."
)
data_held_back = Gauge("portal_data_months_held_back", "Months of the newest archive that did not pass.")


def note_data(age: int, looked_on: str, held_back: int) -> None:
    """`looked_on` is a day as YYYY-MM-DD, or empty."""
    data_age.set(age)
    data_looked.set(datetime.fromisoformat(f"{looked_on}T00:00:00+00:00").timestamp() if looked_on else 0)
    data_held_back.set(held_back)


def as_text() -> bytes:
    return generate_latest()
