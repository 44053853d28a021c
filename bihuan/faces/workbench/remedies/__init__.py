"""What lasts beyond one case: orders to rectify, reports upward, campaigns, long-term items, discipline clues.

shown: what a page is made of · kinds: what tells the five apart · orders … clues: what each shows · views: list, page, letter ·
openings: how one begins · belonging: what a case's page says of them.
"""
