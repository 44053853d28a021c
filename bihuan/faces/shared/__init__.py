"""What every face stands on: base pages, middleware, the plain verb page, template tags, keyset pages, the offline queue.

`docs/faces.md` tells page authors how to use it. Nothing here knows one mechanism from another.
"""
