"""The committed tables, read against their contract. Files only; no network, no writing."""
