"""Counters and times for an operator's monitoring. Their labels are routes and pages, never what somebody asked for."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

from prometheus_client import REGISTRY, Counter, Gauge, Histogram, start_http_server
from prometheus_client.metrics_core import GaugeMetricFamily
from prometheus_client.registry import Collector

from portal.watch.jobs import JOBS, last_done

_SECONDS = (0.01, 0.025, 0.05, 0.1, 0.2, 0.5, 1.0, 2.5, 5.0, 10.0)

requests = Counter("portal_requests", "Requests answered.", ["route", "method", "status"])
force_requests = Counter(
    "portal_force_requests", "Requests let in, where several forces are served.", ["force"]
)
request_seconds = Histogram(
    "portal_request_seconds", "Time to the end of an answer.", ["route"], buckets=_SECONDS
)
open_sockets = Gauge("portal_open_sockets", "Readers with a page open: WebSockets now open.")
page_seconds = Histogram("portal_page_seconds", "Time to run a page once.", ["page"], buckets=_SECONDS)
page_faults = Counter("portal_page_faults", "Pages that broke while they ran.", ["page"])


@dataclass(frozen=True)
class Data(Collector):
    """What is held, read anew whenever somebody asks. `read` gives the age in months, the day of the last look at the
    archive as YYYY-MM-DD or empty, and how many months were held back.
    """

    read: Callable[[], tuple[int, str, int]]

    def collect(self) -> Iterator[GaugeMetricFamily]:
        age, looked_on, held_back = self.read()
        looked = datetime.fromisoformat(f"{looked_on}T00:00:00+00:00").timestamp() if looked_on else 0
        yield GaugeMetricFamily("portal_data_age_months", "Whole months since the newest month held.", age)
        yield GaugeMetricFamily(
            "portal_data_looked_timestamp_seconds",
            "Day of the last look at the archive; 0 where there was none.",
            looked,
        )
        yield GaugeMetricFamily(
            "portal_data_months_held_back", "Months of the newest archive that did not pass.", held_back
        )


@dataclass(frozen=True)
class Rounds(Collector):
    """When each job last ended well, and what the last look-over found, from the notes they leave."""

    notes: Path

    def collect(self) -> Iterator[GaugeMetricFamily]:
        ended = GaugeMetricFamily(
            "portal_job_success_timestamp_seconds",
            "When a job last ended well; 0 where it never did.",
            labels=["job"],
        )
        faults = GaugeMetricFamily(
            "portal_doctor_fault", "What 'portal doctor' found wrong at its last round.", labels=["subject"]
        )
        for job in JOBS:
            done = last_done(self.notes, job.name)
            ended.add_metric([job.name], done.at.timestamp() if done else 0)
            for subject in done.left if done and job.name == "doctor" else ():
                faults.add_metric([subject], 1)
        yield ended
        yield faults


def serve_on(port: int, data: Callable[[], tuple[int, str, int]], notes: Path) -> None:
    """For a collector on this machine, on a port of its own that no proxy in front of the site leads to.

    The kernel takes no other caller there. Raises OSError where the port is taken.
    """
    REGISTRY.register(Data(data))
    REGISTRY.register(Rounds(notes))
    start_http_server(port, addr="127.0.0.1")
