"""One figure for somebody who checks it: the card and the steps it was worked out by."""
