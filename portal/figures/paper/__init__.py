"""A place on paper: PDF pages drawn from what the briefing service says."""
