"""Problem + weight profile → ranking. Numbers only: no file, no terminal."""
