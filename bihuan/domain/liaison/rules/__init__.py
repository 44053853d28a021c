"""Values in, verdict out: no ORM, no clock, no settings. common: who speaks for whom · pairing: costs and the flow · one module per noun."""
