"""保存期: what has ended long enough ago is forgotten as to persons and words. What happened stays, and its chain holds.

A room says once, in its `retention.py`, which of its nouns end and when, and which columns name a person; `jobs` finds what is due and
`actions.blank` forgets it.
"""
