"""Supervision: the office's board, what is held against me, cards, 督办单, interviews, circulars, outages.

kinds: what tells the five apart (their lists and pages are those of remedies) · cards … records: what each shows · evidence: what a card
rests on, as this reader may see it · board, held: two pages of their own · openings: how one begins.
"""
