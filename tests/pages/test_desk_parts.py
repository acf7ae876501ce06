"""Parts of the desk without a browser."""

from __future__ import annotations

from streamlit.testing.v1 import AppTest


def _edited_answer(earlier: tuple[str, ...]) -> None:
    """Run by Streamlit as a script of its own, so it imports for itself."""
    from datetime import UTC, datetime, timedelta

    from portal.domain.desk.actor import Actor
    from portal.domain.reports.report import Report, Response
    from portal.services.desk.casework import OpenCase
    from portal.ui.desk.reply import show_replies

    at = datetime(2026, 3, 1, 12, tzinfo=UTC)
    answer = Response("We looked & found none.", at, "A team", revision=2, edited_at=at if earlier else None)
    days = timedelta(days=14)
    report = Report("id", "7G2M-4KQ9", "concern", "E07999001", "answered", at, at, at + days, at + days,
                    responses=(answer,))  # fmt: skip
    actor = Actor("somebody", "viewer", frozenset({"E07999001"}), "A team")
    show_replies(actor, OpenCase(report, (), (), (), {}, {2: earlier} if earlier else {}))


def shown(earlier: tuple[str, ...]) -> tuple[list[str], str]:
    app = AppTest.from_function(_edited_answer, args=(earlier,), default_timeout=60).run()
    assert not app.exception
    return [part.label for part in app.expander], " ".join(part.proto.body for part in app.get("html"))


def test_desk_shows_what_an_edited_answer_said_before() -> None:
    labels, words = shown(("We found a <b>lion</b>.", "We found two."))
    assert labels == ["What it said before: 2"]
    assert words.index("We looked &amp; found none.") < words.index("We found a &lt;b&gt;lion&lt;/b&gt;.")
    assert words.count("Before it was changed; the author may have read it") == 2


def test_answer_that_was_never_edited_has_no_earlier_words() -> None:
    labels, words = shown(())
    assert labels == []
    assert "We looked" in words
