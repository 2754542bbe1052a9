"""YAML → model; the only room that opens a file of a workspace."""
