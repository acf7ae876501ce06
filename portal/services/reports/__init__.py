"""A message to the sector inspector: written, sent, followed, kept and erased."""
