"""The pages. Each is a script that Streamlit runs, not a module to import."""
