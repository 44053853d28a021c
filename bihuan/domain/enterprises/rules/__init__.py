"""Values in, verdict out: branches and size classes, who may keep enterprises, what a merge does."""
