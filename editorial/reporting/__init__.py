"""Mistakes that readers point out: which page is meant, the form, and where reports wait."""
