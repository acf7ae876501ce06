"""Behind the card: what is counted, how it was worked out step by step, and what it rests on."""

from __future__ import annotations

import streamlit as st

from portal.domain.at_hand import rooted
from portal.markup import render
from portal.services.checking.card import Card
from portal.services.counted import maturing
from portal.ui.cache import library
from portal.ui.shared.sources import source_list


def show_definition(card: Card) -> None:
    for line in card.definition:
        name, _, meaning = line.partition(": ")
        st.markdown(f"- **{name}**: {meaning}")
    st.markdown(f"- **Basis**: {card.figure.basis.sentence}")


def show_working(card: Card) -> None:
    """Each step with its numbers, in the order they were worked out."""
    st.html(render("check/working.html", steps=card.steps))


def show_sources(card: Card) -> None:
    """Where it was published, and the tables of this release it was read from, each with its hash."""
    with st.expander("Where this comes from"):
        _show_sources(card)


def _show_sources(card: Card) -> None:
    st.markdown(source_list(card.figure.sources))
    st.caption(f"Release {card.figure.release}.")
    with st.expander("The tables it was read from, with their hashes"):
        st.markdown(
            "\n".join(
                f"- **{table.title}** ({table.licences}): `data/{table.path}`, `{table.hash}`"
                for table in card.tables
            )
        )


def show_settling() -> None:
    """What became of one month's crimes in an early and a late copy of its file, and where every such month is."""
    portal = library()
    shown = maturing.ripening(portal)
    if shown is None:
        st.write(maturing.NONE_HELD)
        return
    st.html(render("settling.html", pairs=[shown], sentence=shown.sentence, whole=maturing.WHOLE_FORCE))
    st.markdown(
        f"[Every month held in two copies](plain/settling?release={portal.release}), without scripts; the same "
        f"[as CSV]({rooted('/download/settling.csv')}?release={portal.release}) and "
        f"[as JSON]({rooted('/api/v1/settling')}?release={portal.release})."
    )
