"""A message to the sector inspector, its states, its checks and what keeps it."""
