"""Whether a printed sentence, a link or a checksum is ours, as JSON."""

from __future__ import annotations

from typing import Any, Literal

from pydantic import Field

from portal.api.parameters import Asked
from portal.api.shapes import Shape
from portal.bootstrap.archive import archive
from portal.services.checking.said_then import SaidThen
from portal.services.checking.verifying import verify


class SaidShape(Shape):
    """What one release says of it."""

    release: str
    title: str
    sentence: str = Field(description="Safe to print as it stands.")
    quote: str
    checksum: str
    link: str


class SinceShape(Shape):
    release: str
    published_on: str | None
    why: str | None


class VerdictShape(Shape):
    """`same`: ours, and said today too. `changed`: ours, and said otherwise since. `not_ours`: nothing of ours reads so."""

    verdict: Literal["same", "changed", "not_ours"]
    sentence: str = Field(description="The verdict in words.")
    then: SaidShape | None = Field(description="What was said by the release that it is from.")
    now: SaidShape | None = Field(description="What is said of the same today; null where nothing is.")
    since: SinceShape | None = Field(description="The release that changed it.")


def answer_verify(asked: Asked) -> dict[str, Any]:
    found = verify(archive(), asked.needed("text"))
    since = found.since
    return {
        "verdict": found.state,
        "sentence": found.sentence,
        "then": _said(found.then),
        "now": _said(found.now),
        "since": {
            "release": since.release,
            "published_on": since.published_on or None,
            "why": since.why or None,
        }
        if since
        else None,
    }


def _said(said: SaidThen | None) -> dict[str, str] | None:
    if said is None:
        return None
    return {name: getattr(said, name) for name in SaidShape.model_fields}
