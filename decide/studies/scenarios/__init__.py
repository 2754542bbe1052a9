"""Scenarios applied: the same case if the world changes."""
