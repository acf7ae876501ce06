"""Recorded crime: a figure, its sentences, an area's profile, the map of it, two periods compared."""
