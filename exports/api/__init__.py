"""The interface for programs under `/api/`: the lists, the records, what is found and counted.

Rows are those of the downloads, columns too; nobody sees more here than everybody sees on pages.
"""
