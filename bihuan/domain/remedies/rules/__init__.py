"""Values in, verdict out. common (what all nouns share) and one module per noun with a `may_<verb>` for each verb."""
