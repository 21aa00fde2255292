"""Taking records away: any selection as a table, in four formats, with a code book.

Apps below declare nothing here: what is taken away of their records stands in `tables/`.
"""
