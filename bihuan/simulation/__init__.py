"""A made-up city that lives through a year by the same actions as people do; demo, tests and benchmarks draw on it.

`words` (names and matters) · `plans` (how large a city, how many cases of which fate) · `city` (offices, posts, people, firms) ·
`life` (the queue of what happens when) · `steps` (one hand's step of a case) · `accounts` (who can sign in to the demo).
Seeded: the same seed gives the same city. No official and no firm of the real city is named.
"""
