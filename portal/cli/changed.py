"""The word to whatever keeps answers in front of the portal that those it has are of before: a file whose change is seen."""

from __future__ import annotations

from datetime import UTC, datetime

from portal.settings import VAR

# deploy/systemd/portal-emptied.path looks at it.
NOTE = VAR / "answers-changed"


def say_answers_changed() -> None:
    """When every process serves a new release, and when one was withdrawn. Nothing is lost where it cannot be written:
    what is kept in front is let go after its five minutes.
    """
    try:
        NOTE.parent.mkdir(mode=0o700, exist_ok=True)
        NOTE.write_text(f"{datetime.now(UTC).isoformat()}\n", encoding="utf-8")
    except OSError:
        return
