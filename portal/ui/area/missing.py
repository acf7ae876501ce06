"""What inspectors say may be missing from the record here: the audited year, and a lens for any other period."""

from __future__ import annotations

from dataclasses import replace

import streamlit as st

from portal.domain.record.figure import Figure
from portal.domain.record.period import Period
from portal.estimator import audited_inspection
from portal.figures.place_cards import WEIGHT, missing_part, missing_period, missing_question
from portal.markup import render
from portal.services.library.selection import Selection
from portal.services.unrecorded.estimates import audited_periods, lenses, why_no_estimate
from portal.services.unrecorded.figure import inspection_names, is_our_match
from portal.services.unrecorded.sentences import audited_sentence, scenario_words
from portal.ui import state, words
from portal.ui.cache import cached_unrecorded, library
from portal.ui.shared.check_link import show_check_link
from portal.ui.shared.controls import go

MORE = "More about this, and other years"
HOW = "How it is worked out, and what it cannot say: [Recording](recording)."


def show_missing(selection: Selection) -> None:
    """The estimate for the audited year, how wide it is and why; other settings and years in a fold, open where asked for."""
    audited = audited_periods(library())
    if not audited:
        st.html(missing_part(library(), selection, None, ""))
        return
    is_audited = selection.period in audited.values()
    asked = not is_audited and bool(selection.inspection)
    if asked:
        # The reader asked about this period through a lens, so its answer comes first.
        _show_lens(selection)
    about = _show_estimate(selection, missing_period(library(), selection) or selection.period)
    has_spread, has_lens = selection.area != library().force.code, not is_audited and not asked
    with st.expander(MORE, expanded=selection.spread != "default"):
        if about:
            st.markdown("\n".join(f"- {line}" for line in about))
        if has_spread:
            _show_spread(selection)
        if has_lens:
            _show_lens(selection)


def _show_estimate(selection: Selection, period: Period) -> list[str]:
    """Draws the card; gives what is to be known about it, for the fold."""
    figure = cached_unrecorded(library().release, replace(selection, period=period, inspection="", mended=()))
    st.html(missing_part(library(), selection, figure, st.query_params.get("release", "")))
    if figure.label == "not_shown":
        return []
    inspection_id = str(audited_inspection(library().audits, period))
    title = inspection_names(library())[inspection_id]
    return _caveats(figure, audited_sentence(title, period, is_our_match(library(), inspection_id)))


def _crimes(selection: Selection) -> str:
    return words.CRIME_NAMES[selection.crime].lower()


def _show_modelled(figure: Figure) -> None:
    """A modelled sentence in a dashed frame, so that it never looks like a count, with how much weight it bears."""
    weight = WEIGHT.get(figure.label, "") if figure.basis.kind == "audited" else ""
    st.html(render("area/modelled.html", sentence=figure.sentence, weight=weight))


def _caveats(figure: Figure, *first: str) -> list[str]:
    """What a reader must know, behind one press: the sentence above it states its own condition."""
    return [*first, *figure.caveats, figure.basis.sentence, HOW]


def _show_spread(selection: Selection) -> None:
    def chosen() -> None:
        go(replace(selection, spread=st.session_state[state.SPREAD] or "default", mended=()))

    st.radio(
        "How much may recording differ between places?",
        list(words.SPREAD_NAMES),
        format_func=lambda choice: words.SPREAD_NAMES[choice],
        captions=list(words.SPREAD_MEANS.values()),
        key=state.SPREAD,
        on_change=chosen,
    )
    st.caption(words.SPREAD_HELP)


def _says_why_not(selection: Selection, inspection: str | None) -> bool:
    """Prints why there is nothing to show at this inspection's rates; says whether it had to."""
    portal = library()
    level = portal.areas[selection.area].ruled_as
    why = why_no_estimate(portal, level, selection.period, selection.crime, inspection)
    if why:
        st.write(f"**{selection.period.words}, {_crimes(selection)}.** {why}")
    return bool(why)


def _show_lens(selection: Selection) -> None:
    """The rates of one inspection on months it did not audit: opt-in, worded as a scenario, with the other rates beside it."""
    portal = library()
    offered = lenses(portal, selection.crime)
    if _says_why_not(selection, offered[-1] if offered else None):
        return
    if selection.inspection and selection.inspection not in offered:
        _says_why_not(selection, selection.inspection)
    names = {"": "No inspection"} | {key: inspection_names(portal)[key] for key in offered}
    if selection.inspection not in names:
        st.session_state[state.LENS] = ""

    def chosen() -> None:
        go(replace(selection, inspection=st.session_state[state.LENS], mended=()))

    st.selectbox(
        f"For {selection.period.words} there is no estimate. See what an inspection's rate would mean:",
        list(names),
        format_func=lambda choice: names[choice],
        key=state.LENS,
        on_change=chosen,
    )
    if selection.inspection in offered:
        figure = cached_unrecorded(portal.release, selection)
        _show_modelled(figure)
        if figure.scenarios:
            st.markdown("\n".join(f"- {scenario_words(row)}" for row in figure.scenarios))
            show_check_link(missing_question(selection, selection.period), "Check this scenario")
            with st.expander("More about this scenario"):
                st.markdown("\n".join(f"- {line}" for line in _caveats(figure)))
