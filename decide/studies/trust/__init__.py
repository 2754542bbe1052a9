"""How far a ranking can be trusted: what `robust` is made of, a question a module."""
