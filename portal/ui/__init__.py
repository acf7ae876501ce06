"""Streamlit, and nothing but showing: pages call services and hand rows to figures."""
