"""Privacy: what a picture's file says that is nobody's business, and how to cut it out.

A camera writes into each picture where it was taken, with which device, and a small copy of it as
it was before it was cropped; an editor adds names of users and folders. What stays is who made a
picture, whose it is and on what terms, its title and what it shows in words, which way up it
stands, and its colours. These are lists of what may stay: what nobody knows goes. The compressed
picture is never touched.

Pure functions from bytes to bytes, which know no newspaper. `cleaning.py` is the door.
"""
