"""Whole records as data: what they were, what they are to become, and what differs.

`snapshots` takes a record with its parts as JSON, `laying` puts such data back into the rows,
`log` keeps versions, `pending` holds changes that readers do not see yet, `comparing` tells two
versions apart.
"""
