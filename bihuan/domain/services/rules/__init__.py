"""Values in, verdict out: what an item says, whether it is consistent, what one version saves against another, who may do what."""
