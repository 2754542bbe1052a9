"""Which edit did it: what a change came to, shared out among the edits that made it."""
