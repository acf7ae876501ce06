"""On the Record: an open portal about one police force area. See docs/ for what lives where."""
