"""Enterprises: who they are (USCC, names over time), where, in which industry, how large, above-scale since when, whom to call.

Documents: GB 32100 (USCC), GB/T 4754 (industries), 国统字〔2017〕213号 (size classes). Verbs, in order: register · rename ·
update · record year · record above-scale · set contact · verify contact · invite · revoke · merge. See docs/mechanisms/enterprises.md.
"""
