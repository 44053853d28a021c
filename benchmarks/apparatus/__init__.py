"""What several benchmarks share: the large city that they measure, and how long something took."""
