"""Between the review room and the rest: two states of a workspace in, what lies between them out."""
