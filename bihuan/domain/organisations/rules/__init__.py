"""Values in, verdict out: the keys of an actor, who may administer, what a hand-over needs."""
