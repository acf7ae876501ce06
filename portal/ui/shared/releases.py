"""Which release the page shows when it is not the newest, and the list of all releases with what each changed."""

from __future__ import annotations

import streamlit as st

from portal import bootstrap
from portal.domain.at_hand import rooted
from portal.errors import ReleaseNotFound, ReleaseWithdrawn
from portal.services.files.area_file import EVERYTHING
from portal.services.library.library import Library
from portal.services.library.releases import Release, change_sentence, releases
from portal.ui.cache import library
from portal.ui.ending import end_page
from portal.ui.shared.parts import show_table

INTRO = (
    "A release is every table of this site on one day. Its id is made from its content, so two releases share one only "
    "when all their numbers are the same. A link that names a release shows the same numbers for as long as it is kept."
)
NOT_PUBLISHED = (
    "These tables are served here and were not published as a release yet, so a link to them may not last."
)
COLUMNS = ("Release", "Published", "Months held", "Why")
MOST_CHANGES = 40


def show_release_notice() -> None:
    """Says that an address names an older release, with the way to the newest; stops at one that is not kept."""
    try:
        portal = library()
    except ReleaseNotFound as error:
        sentence = str(error)
        is_gone = isinstance(error, ReleaseWithdrawn)
        st.title("That release was withdrawn" if is_gone else "That release is not here")
        st.error(f"{sentence[0].upper()}{sentence[1:]}.")
        _show_way_out()
        end_page()
    if portal.newer:
        st.info(portal.note)
        _show_way_out()


def _show_way_out() -> None:
    def newest() -> None:
        st.query_params.pop("release", None)

    st.button("Show the newest release", on_click=newest)


def show_releases() -> None:
    """Every release with its reason and its file, and what the newest one changed."""
    portal = bootstrap.library()
    listed = releases(bootstrap.release_log(), portal)
    st.write(INTRO)
    columns = [{"label": label, "heading": label == "Release"} for label in COLUMNS]
    cells = [[one.release, one.published_words, one.month_count, one.why] for one in listed]
    show_table("Releases, newest first", columns, cells, "releases_table")
    for one in listed:
        with st.expander(f"What release {one.release} changed"):
            _show_changes(one, portal)
            if one.release == portal.release or bootstrap.kept_package(one.release):
                st.markdown(f"[All its tables]({rooted(EVERYTHING)}?release={one.release}) (ZIP)")


def _show_changes(one: Release, portal: Library) -> None:
    sentences = [change_sentence(change, portal) for change in one.changes]
    if not sentences:
        st.write(
            "It is the first, so there is nothing to compare it with." if one.published_on else NOT_PUBLISHED
        )
    else:
        st.markdown("\n".join(f"- {sentence}" for sentence in sentences[:MOST_CHANGES]))
    if len(sentences) > MOST_CHANGES:
        st.caption(
            f"{len(sentences) - MOST_CHANGES} more are in [the list for programs]({rooted('/api/v1/releases')})."
        )
