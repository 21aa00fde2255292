"""Changing many records by a table: handing it in, comparing it, looking at it, writing it.

What a table is, and how it is read, compared and written, is in `editorial/tables/`.
"""
