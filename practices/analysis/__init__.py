"""What researchers count of any selection of practices: tables, with the rows behind each number.

`tables.py` is the shape of all of them; `counting`, `independence`, `cooccurrence`, `families` and
`voices` make them, one subject each; `listed.py` names them, `views.py` shows and gives them away.
"""
