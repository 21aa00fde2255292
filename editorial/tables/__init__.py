"""Tables of records: written to files, read back from them, compared with what there is.

`declaring` says what a table is, `columns` what its cells hold, `references` how cells name other
records; `reading` and `writing` know files, `contents` the records as they are being edited,
`comparing` tells new from changed, unchanged and wrong rows, `applying` writes them. The apps above
declare their tables in `<app>/tables.py`.
"""
