"""十问十帮: the steward's firms, visits with the ten questions, needs and helps, the year's pairing.

kinds: nouns with a list and a page · visits … projects: what each shows · stewarding: the steward's page · recording: on the phone,
without a network · firm: what an enterprise's page says · area: the office's view · catalogue, questions: what is offered and asked.
"""
