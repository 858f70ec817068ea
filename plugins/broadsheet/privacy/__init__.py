"""Privacy: removes private metadata from pictures.

A camera writes into each picture where it was taken, with which device, and a small copy of it as
it was before it was cropped; an editor adds names of users and folders. What stays is who made a
picture, whose it is and on what terms, its title and what it shows in words, which way up it
stands, and its colours. Only metadata on a list stays; unknown metadata goes. The compressed
picture is never touched.

Pure functions from bytes to bytes, which know no newspaper. `cleaning.py` has the entry point.
"""
