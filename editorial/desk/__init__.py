"""The desk: what waits for an editor, and what is missing. Its pages hang on the admin's site."""
