"""指标: what a newspaper page said of the city, row by row, beside what this city's records give.

`newspaper.rows()` reads `data/newspaper.yaml`: every figure and promise of the page in its order, with the mechanism it belongs to and how
it is reproduced, why it is held back, or which room would carry it. `checks` are the sums that must hold. See `docs/mechanisms/indicators.md`.
"""
