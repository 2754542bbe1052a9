"""How far an answer can be trusted: what weights are admissible, and what they say."""
