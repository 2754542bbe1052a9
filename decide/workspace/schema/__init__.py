"""What each file of a workspace may contain: one module a kind of file."""
