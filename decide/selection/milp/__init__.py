"""The programme as a mixed-integer model in PuLP, for cases too large for the other engines."""
