"""Published reports that seem to be about the same thing: of the same kind and sector, most alike first, three at most."""

from __future__ import annotations

from types import SimpleNamespace
from typing import Any

from portal.services.reports.similar import similar_reports

SENT = "Broken glass and fireworks behind the bus shelter every Friday night"
HALF = "Broken glass and fireworks behind the bus shelter, and cars parked on the grass by the church"
NEAR = "Fireworks and broken glass by the bus shelter every Friday night"
OTHER = "Nobody answered when I telephoned about a bicycle"


def published(**texts: tuple[str, str, str]) -> Any:
    """A store with these published reports: name → kind, sector and words."""
    reports = [
        SimpleNamespace(public_id=name, kind=kind, sector=sector, text=text)
        for name, (kind, sector, text) in texts.items()
    ]

    def of(sectors: Any = None) -> tuple[Any, ...]:
        return tuple(report for report in reports if sectors is None or report.sector in sectors)

    return SimpleNamespace(published=of)


def names(public: Any, kind: str = "concern") -> list[str]:
    return [report.public_id for report in similar_reports(public, kind, "here", SENT)]


def test_most_alike_comes_first_however_they_are_stored() -> None:
    texts = {"half": ("concern", "here", HALF), "same": ("concern", "here", SENT)}
    assert names(published(**texts)) == ["same", "half"]
    assert names(published(**dict(reversed(texts.items())))) == ["same", "half"]


def test_another_kind_or_sector_is_not_offered() -> None:
    public = published(
        thanks=("thanks", "here", SENT),
        elsewhere=("concern", "there", SENT),
        near=("concern", "here", NEAR),
    )
    assert names(public) == ["near"]
    assert names(public, "thanks") == ["thanks"]
    assert names(public, "question") == []


def test_what_is_about_something_else_is_not_offered_and_three_are_enough() -> None:
    assert names(published(other=("concern", "here", OTHER))) == []
    many = {f"n{at}": ("concern", "here", NEAR) for at in range(5)}
    assert names(published(**many)) == ["n0", "n1", "n2"]
