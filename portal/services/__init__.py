"""One function per question a reader or an inspector asks. No drawing, no SQL, no HTTP."""
