"""The basket (材料篮): what a visitor collects while reading, without an account.

`pieces` says what can be collected and finds it, `keeping` holds it in the session, `sharing` gives
it an address, `showing` makes it ready to print, `views` are its pages.
"""
