"""The pages, in the order of the menu. Each is a short script in ui/pages."""

import streamlit as st

from portal.ui.navigation import run_page

if __name__ == "__main__" or st.runtime.exists():
    run_page()
