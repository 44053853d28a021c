"""How a person says it: dates, limits, shares. Values in, words out; no clock, no database."""
