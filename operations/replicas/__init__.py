"""Reading from PostgreSQL's streaming replicas (docs/decisions/0029-growing.md).

`routing` sends the reads of one request to one database, `health` says which replicas are fit.
Which requests may read from one, `config/caching.py` says: those of visitors without a session.
"""
