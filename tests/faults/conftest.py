"""Slow proofs: crashes, full disks, dead servers. `make test-faults` runs them; `make test` leaves them out."""

from databases import bureau, keys, new_address, own_postgresql, postgresql
from sites import site

__all__ = ["bureau", "keys", "new_address", "own_postgresql", "postgresql", "site"]
