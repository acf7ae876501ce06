"""Accounts, actors, casework and what keeps them."""
