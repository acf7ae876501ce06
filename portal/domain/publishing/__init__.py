"""What may be published, in which words, and what keeps it."""
