"""Asked by one, decided by another, with reason, document and expiry: extension, exclusion, unsealing, parameters, hand-over letter …

A mechanism registers its kinds in its `approvals.py` (`kinds.register_kind`), asks with `actions.ask_approval`, and its deciding action
calls `actions.decide_approval` before it gives effect to the answer. One queue page serves all (`queries.approvals_of`).
"""
