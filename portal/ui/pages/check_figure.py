"""Check a figure: claims first, then any other figure with its range, sentence, citation, working, picture and files."""

import streamlit as st

from portal.markup import render
from portal.services.counted.question import Question
from portal.ui.cache import cached_card, library
from portal.ui.check.card import show_card, show_citations, show_more
from portal.ui.check.claims import show_found_claims
from portal.ui.check.compare import show_comparisons
from portal.ui.check.controls import release_note, show_question
from portal.ui.check.details import show_definition, show_settling, show_sources, show_working
from portal.ui.check.share import show_embeds, show_other_forms, show_picture
from portal.ui.check.verify import show_verify
from portal.ui.check.words import LEAD, OTHER
from portal.ui.shared.controls import current_selection
from portal.ui.shared.downloads import show_downloads

st.title("Check a figure")
st.html(render("lead.html", text=LEAD))
selection = current_selection()
card = cached_card(library().release, Question.of(selection))
show_found_claims()
st.header("Any other figure", anchor="figure")
st.write(OTHER)
show_question(selection)
show_card(card, release_note())
with st.expander("What to know about this figure"):
    show_more(card)
    show_definition(card)
with st.expander("Cite it, rebuild it"):
    show_citations(card)
    show_working(card)
with st.expander("Verify a sentence somebody printed"):
    show_verify()
with st.expander("Compare it", expanded=bool(selection.beside)):
    show_comparisons(card, selection)
with st.expander("How outcomes settle"):
    show_settling()
with st.expander("As a picture, or on your own page"):
    show_picture(card)
    show_embeds(card)
with st.expander("Files, and the same in other forms"):
    show_downloads(selection)
    show_other_forms(card)
show_sources(card)
