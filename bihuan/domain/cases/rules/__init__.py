"""Values in, verdict out: no ORM, no clock, no settings. workflow (the loop as a table) · facts (what a rule may know) · hands (persons
that must differ, never to the complained-of) · and one module per phase with a `may_<verb>` for each verb.
"""
