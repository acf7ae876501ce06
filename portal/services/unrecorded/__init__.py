"""Estimated under-recording: figures, sentences, workings and the map."""
