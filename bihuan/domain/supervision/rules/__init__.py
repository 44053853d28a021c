"""Values in, verdict out. incidents, holders, lateness: what went wrong and whose it was · grounds: what follows · one module per noun."""
