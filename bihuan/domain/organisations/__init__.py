"""Who there is: regions, the one tree of offices, posts and who holds them when, delegation, duty rosters.

Everything that can hold work is an `Office` (unit, desk, section, window, team); everything that a person may do comes from a
`Post` that they hold on that day, through `actor_for`. Work belongs to the post: leaving it hands the work over.

Documents: GB/T 2260 (codes of regions). Verbs, in order: open · rename · move · close (offices); create post · appoint · leave ·
delegate · end delegation · set shift (people). See docs/mechanisms/organisations.md.
"""
