"""The curated catalogue: readable data files that refer to their source by exact quotes.

`loading.load_catalogue()` reads the files of a folder in this order: sources (through the import
pipeline), zones, organizations (with units, alliances and posts), practices, statements,
collections. The format is described in `docs/catalogue-files.md`.
"""
