"""Statements and findings on one subject, side by side; the claims made from them."""
