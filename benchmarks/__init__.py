"""How fast `decide` is, told as ratios: `python -m benchmarks`."""
