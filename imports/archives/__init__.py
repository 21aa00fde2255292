"""Loading archives (数据包): opened and checked, compared with what is here, and written.

`opening.py` reads the file, `naming.py` finds what lines refer to, `values.py` makes values of what
they say, `adding.py` writes new records, `changing.py` mends those that are here; `loading.py` is
the whole way. docs/archive.md describes the format.
"""
