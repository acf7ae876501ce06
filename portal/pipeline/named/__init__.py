"""The places people name, put where they lie, and the sets of small areas that count as them."""
