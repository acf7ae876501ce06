"""Numbers: frames in, frames out. No wording, no colours, no files."""
