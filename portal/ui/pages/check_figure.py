"""Check a figure: any figure with its range, sentence, citation, working, picture, files and code to show it elsewhere."""

import streamlit as st

from portal.services.counted.question import Question
from portal.ui.cache import cached_card, library
from portal.ui.check.card import show_card, show_citations
from portal.ui.check.claims import show_claim_links
from portal.ui.check.compare import show_comparisons
from portal.ui.check.controls import release_note, show_question
from portal.ui.check.details import show_definition, show_sources, show_working
from portal.ui.check.share import show_embeds, show_other_forms, show_picture
from portal.ui.check.words import INTRO
from portal.ui.shared.controls import current_selection
from portal.ui.shared.downloads import show_downloads

st.title("Check a figure")
st.write(INTRO)
selection = current_selection()
show_question(selection)
card = cached_card(library().release, Question.of(selection))
show_card(card, release_note())
show_citations(card)
files, forms = st.columns(2, gap="large")
with files:
    st.header("Files")
    show_downloads(selection)
with forms:
    show_other_forms(card)
show_working(card)
show_definition(card)
show_comparisons(card)
show_picture(card)
show_embeds(card)
show_claim_links()
show_sources(card)
st.caption(f"Release {library().release}.")
