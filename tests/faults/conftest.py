"""Slow proofs: crashes, full disks, dead servers. `make test-faults` runs them; `make test` leaves them out."""

from databases import bureau, keys, new_address, postgresql
from sites import site

__all__ = ["bureau", "keys", "new_address", "postgresql", "site"]
