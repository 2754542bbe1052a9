"""Workspaces that travel with the package: the starter, and in a wheel the shipped case."""
