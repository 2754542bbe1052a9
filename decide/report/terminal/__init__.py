"""Results on a terminal, and as plain text in a pipe."""
