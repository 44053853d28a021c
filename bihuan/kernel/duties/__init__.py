"""Who owes which verb on what by when: legs, promises, triage, orders, approvals, visits, instructions all use this one table.

`actions` start, pause, extend and end duties, inside the transaction of the action that causes it, under the subject's lock ·
`queries` are *my work*, a subject's open duties, and its time ledger · `alerts` lights yellow and red · `recomputing` asks every
open duty again after a notice · `feed` is an actor's calendar for a phone. See `docs/kernel/duties.md`.
"""
