"""Counters and times for an operator's monitoring. Their labels are routes and pages, never what somebody asked for."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
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
class Watched:
    """One force that is served. `notes`: where its jobs leave theirs. `data` gives the age in months, the day of the last look at
    the archive as YYYY-MM-DD or empty, and how many months were held back; None where its tables cannot be read.
    """

    force: str
    notes: Path
    data: Callable[[], tuple[int, str, int] | None]


@dataclass(frozen=True)
class Data(Collector):
    """What is held of each force, read anew whenever somebody asks."""

    forces: Sequence[Watched]

    def collect(self) -> Iterator[GaugeMetricFamily]:
        age = GaugeMetricFamily(
            "portal_data_age_months", "Whole months since the newest month held.", labels=["force"]
        )
        looked = GaugeMetricFamily(
            "portal_data_looked_timestamp_seconds",
            "Day of the last look at the archive; 0 where there was none.",
            labels=["force"],
        )
        back = GaugeMetricFamily(
            "portal_data_months_held_back",
            "Months of the newest archive that did not pass.",
            labels=["force"],
        )
        for one in self.forces:
            if told := one.data():
                months, on, held_back = told
                age.add_metric([one.force], months)
                looked.add_metric(
                    [one.force], datetime.fromisoformat(f"{on}T00:00:00+00:00").timestamp() if on else 0
                )
                back.add_metric([one.force], held_back)
        yield from (age, looked, back)


@dataclass(frozen=True)
class Rounds(Collector):
    """When each job last ended well for each force, and what the last look-over found, from the notes they leave."""

    forces: Sequence[Watched]

    def collect(self) -> Iterator[GaugeMetricFamily]:
        ended = GaugeMetricFamily(
            "portal_job_success_timestamp_seconds",
            "When a job last ended well; 0 where it never did.",
            labels=["job", "force"],
        )
        faults = GaugeMetricFamily(
            "portal_doctor_fault",
            "What 'portal doctor' found wrong at its last round.",
            labels=["subject", "force"],
        )
        for one in self.forces:
            for job in JOBS:
                done = last_done(one.notes, job.name)
                ended.add_metric([job.name, one.force], done.at.timestamp() if done else 0)
                for subject in done.left if done and job.name == "doctor" else ():
                    faults.add_metric([subject, one.force], 1)
        yield ended
        yield faults


def serve_on(port: int, forces: Sequence[Watched]) -> None:
    """For a collector on this machine, on a port of its own that no proxy in front of the site leads to.

    The kernel takes no other caller there. Raises OSError where the port is taken.
    """
    REGISTRY.register(Data(forces))
    REGISTRY.register(Rounds(forces))
    start_http_server(port, addr="127.0.0.1")
