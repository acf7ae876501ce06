"""What the desk keeps: its list and search, notes and drafts, who was told of what."""
