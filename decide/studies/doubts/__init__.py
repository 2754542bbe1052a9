"""Doubts: what is not wrong, but what a careful reader would ask. One module a subject."""
