"""Floor 0: no word of the domain. One mechanism each, so that the rooms above invent none.

clock, calendar · access · journal, notes · duties · approvals · verbs · submissions · numbering · notices · attachments ·
search · parameters · figures · documents, sheets · identifiers · money · refusals · jobs.
"""
